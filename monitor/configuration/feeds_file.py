"""The file of feeds: config/feeds.toml or one like it, read as a whole or refused as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from monitor.configuration.feed_address import is_sound_address, same_feed_key
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.problems import ConfigurationError, Problem
from monitor.configuration.toml_file import TomlFile, dotted, read_toml
from monitor.model import Feed

Rows = Sequence[object]  # the [[feed]] tables, not checked yet


def read_feeds(path: Path) -> list[Feed]:
    """The feeds of a file, in its order.

    Raises ConfigurationError with every problem of every feed: unknown keys, wrong types and values, and
    addresses that name the same feed.
    """
    return feeds_of(read_toml(path))


def feeds_of(file: TomlFile) -> list[Feed]:
    """As read_feeds, for a file that has been read."""
    rows, problems = _rows(file)
    feeds = []
    for number, row in enumerate(rows):
        try:
            feeds.append(_feed(file, number, row))
        except ConfigurationError as error:
            problems += error.problems
    problems += _repeated(file, rows)
    if problems:
        raise ConfigurationError(problems)
    return feeds


def _rows(file: TomlFile) -> tuple[Rows, list[Problem]]:
    problems = [
        Problem(file.where((key,)), "unknown key", "remove it; the file holds [[feed]] tables only")
        for key in file.data
        if key != "feed"
    ]
    rows = file.data.get("feed", [])
    if not isinstance(rows, list):
        return [], [*problems, Problem(file.where(("feed",)), "must be a list of tables", "write [[feed]]")]
    if not rows:
        problems.append(Problem(str(file.path), "holds no feeds", "add a [[feed]] table with name and url"))
    return rows, problems


def _feed(file: TomlFile, number: int, row: object) -> Feed:
    def where(keys: Sequence[str | int]) -> str:
        return file.where(
            ("feed", number, *keys), f"{_label(row, number)}: {dotted(keys)}".removesuffix(": ")
        )

    return checked_feed(row, where)


def _label(row: object, number: int) -> str:
    """What to call a feed in a message: its name, else its place in the file."""
    name = row.get("name") if isinstance(row, Mapping) else None
    return f'feed "{name[:60]}"' if isinstance(name, str) and name.strip() else f"feed {number + 1}"


def _repeated(file: TomlFile, rows: Rows) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        url = _sound_address(row)
        if url is None:
            continue
        earlier = first.setdefault(same_feed_key(url), number)
        if earlier != number:
            line = file.line(("feed", earlier, "url"))
            yield Problem(
                file.where(("feed", number, "url"), f"{_label(row, number)}: url"),
                f"is the same feed as {_label(rows[earlier], earlier)} in line {line}",
                "remove one of the two",
            )


def _sound_address(row: object) -> str | None:
    url = row.get("url") if isinstance(row, Mapping) else None
    return url if isinstance(url, str) and is_sound_address(url) else None
