"""Write a file of feeds so that the order, the spelling and the comments of an existing one stay."""

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from monitor.configuration.feeds_file import feeds_of
from monitor.configuration.plan import Change, plan
from monitor.configuration.problems import ConfigurationError, Problem
from monitor.configuration.toml_file import TomlFile, read_toml, statements
from monitor.model import Feed

HEADER = """\
# The feeds that this desk reads.
# `wiredesk config plan` shows what this file would change, `wiredesk config apply` changes it,
# `wiredesk config export` writes the feeds of the desk into this file.
# Feeds of the desk that are not named here are left alone; `wiredesk config apply --prune` pauses them.
#
# rights says how much of a feed's text people get to see: "headline" (and the link), "extract" (some sentences,
# the default) or "full"; mails never hold more than an extract. Searching and classifying use all of it.
# full_text = true reads the pages that the feed's items link to from then on, and keeps their text.
"""

_DEFAULTS = {field.name: field.default for field in fields(Feed)}


def write_feeds(path: Path, feeds: Sequence[Feed]) -> None:
    """Bring the file at `path` to hold exactly these feeds, or create it.

    It is replaced in one step: a crash leaves the old file or the new one.

    Raises ConfigurationError, and leaves the file as it was, if that has problems or cannot be written.
    """
    text = feeds_text(feeds, read_toml(path) if path.exists() else None)
    target = path.resolve()
    try:
        replace_file(target, text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = Problem(
            str(path), f"cannot be written ({reason})", "give this user the right to write its folder"
        )
        raise ConfigurationError([problem]) from None


def replace_file(target: Path, text: str) -> None:
    """Write a file so that a crash leaves the old text or the new, and its permissions stay. Raises OSError."""
    new = target.with_name(f"{target.name}.new")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, new)
    new.replace(target)


def feeds_text(feeds: Sequence[Feed], existing: TomlFile | None = None) -> str:
    """The text of a file with these feeds, made from the existing one's where there is one.

    Feeds that stay keep their place; new ones come last.
    """
    if existing is None:
        return "\n".join([HEADER, *map(_block, feeds)])
    present = feeds_of(existing)
    difference = plan(feeds, present)
    layout = _layout(existing)
    changes = {change.before.url: change for change in difference.changed}
    removed = {feed.url for feed in difference.removed}
    pieces = [
        gap + ("" if feed.url in removed else _edited(block, changes.get(feed.url)))
        for (gap, block), feed in zip(layout.blocks, present, strict=True)
    ]
    text = "".join([*pieces, layout.tail])
    if removed:
        text = re.sub(r"\n{3,}", "\n\n", text)
    return "\n".join([text.rstrip("\n") + "\n", *map(_block, difference.added)])


@dataclass(frozen=True, slots=True)
class _Layout:
    """A file cut at its feeds."""

    blocks: Sequence[tuple[str, str]]  # the comments and blank lines before each [[feed]], and its own lines
    tail: str


def _layout(file: TomlFile) -> _Layout:
    blocks: list[tuple[str, str]] = []
    gap = ""
    for statement in statements(file.text):
        if not statement.data:
            gap += statement.text
        elif statement.is_header:
            blocks.append((gap, statement.text))
            gap = ""
        elif blocks:
            before, block = blocks[-1]
            blocks[-1] = (before, block + gap + statement.text)
            gap = ""
        else:
            where = f"{file.path}:{statement.line}"
            raise ConfigurationError(
                [Problem(where, "feeds stand in one list", "give each a [[feed]] table")]
            )
    return _Layout(blocks, gap)


def _edited(block: str, change: Change | None) -> str:
    if change is None:
        return block
    document = tomlkit.parse(block)
    tables = document["feed"]
    assert isinstance(tables, AoT)
    for name, _old, new in change.differences:
        if _goes_without_saying(name, new):
            tables[0].pop(name)
        else:
            tables[0][name] = new
    return tomlkit.dumps(document)


def _block(feed: Feed) -> str:
    """A [[feed]] table; what goes without saying is left out."""
    given: Mapping[str, object] = {
        key: value for key, value in asdict(feed).items() if not _goes_without_saying(key, value)
    }
    ordered = {key: given[key] for key in ("name", *given)}
    return f"[[feed]]\n{tomlkit.dumps(ordered)}"


def _goes_without_saying(name: str, value: object) -> bool:
    return value == _DEFAULTS[name]
