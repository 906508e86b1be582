"""Labelled items as a stream of articles: as they are dated, or among so many others a day."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from monitor.configuration.problems import Problem
from monitor.demo.seeds import read
from monitor.model import Article, Circumstances
from monitor.topics.learning.items import parse_articles

_START = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    article: Article
    story: str
    affair: str


def load(files: Iterable[Path]) -> list[Item]:
    """The items of these files; ids, stories and affairs are named file by file."""
    return [item for file in files for item in _of(file)]


def _of(file: Path) -> Iterator[Item]:
    lines = file.read_text("utf-8").splitlines()
    known = {item["id"]: item for item in map(json.loads, lines)}
    for article in parse_articles(lines, file.name):
        assert not isinstance(article, Problem), article
        item, name = known[article.entry_id], f"{file.stem}:{article.entry_id}"
        affair = item.get("affair") or item["story"]
        yield Item(
            replace(article, key=name, entry_id=name), f"{file.stem}:{item['story']}", f"{file.stem}:{affair}"
        )


def demo() -> list[Item]:
    """The items written for the demo's world: no grouping was ever fitted on them, and most events are told once."""
    seeds = read()
    return [
        Item(
            Article(
                key=f"demo:{item.outlet}/{item.id}",
                entry_id=f"demo:{item.outlet}/{item.id}",
                url=f"https://{item.outlet}.example/{item.id}",
                title=item.title,
                summary=item.summary,
                content="\n\n".join(item.content),
                author=item.author,
                language=item.language or seeds.outlets[item.outlet].language,
                published=_START - timedelta(minutes=item.age),
                first_seen=_START - timedelta(minutes=item.age),
                content_hash=b"",
                circumstances=Circumstances(outlet=seeds.outlets[item.outlet].name),
            ),
            f"demo:{item.story}",
            f"demo:{item.story}",
        )
        for item in seeds.items
    ]


def crowded(items: Sequence[Item], a_day: int, seed: int) -> list[Item]:
    """All of them within as many days as make so many a day; the days within an affair stay as they are.

    They are moved by whole days, as they are dated: moments would betray what belongs together.
    """
    chance = Random(seed)
    days = max(1, round(len(items) / a_day))
    affairs: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        affairs[item.affair].append(item)
    moved = []
    for _, mine in sorted(affairs.items()):
        by = timedelta(days=(_START - min(_dated(item) for item in mine)).days + chance.randrange(days))
        moved += [replace(item, article=replace(item.article, published=_dated(item) + by)) for item in mine]
    chance.shuffle(moved)
    return moved


def _dated(item: Item) -> datetime:
    assert item.article.published, item.article.entry_id
    return item.article.published
