"""Writes the seed of stories out of items whose stories are known: `python -m monitor.stories.learning.fit --help`."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.configuration.problems import Problem
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Reader, shipped_reader
from monitor.stories.learning.pairs import pairs
from monitor.stories.learning.streams import Labelled
from monitor.stories.learning.trees import fit
from monitor.stories.names.gazetteer_file import shipped_gazetteer
from monitor.topics.learning.items import parse_articles

_LEAST = 5  # reports that must hold a term for it to be written down


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m monitor.stories.learning.fit",
        description="Items are JSON Lines: id, title, summary, lang, published, story, and where several events are of "
        "one affair that too. Stories and affairs are named file by file.",
    )
    parser.add_argument("items", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, required=True, help="such as seeds/stories.json")
    asked = parser.parse_args()
    reader = shipped_reader(shipped_gazetteer().matcher)
    items = [item for file in asked.items for item in labelled(file, reader)]
    asked.into.write_text(json.dumps(seed(items), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def labelled(file: Path, reader: Reader, meant: bool = False) -> Iterator[Labelled]:
    """The items of a file, read; for what they mean too where that is wanted."""
    lines = [line for line in file.read_text("utf-8").splitlines() if line.strip()]
    known = {item["id"]: item for item in map(json.loads, lines)}
    for article in parse_articles(lines, file.name):
        if isinstance(article, Problem):
            raise SystemExit(str(article))
        dated = replace(
            article, key=f"{file.stem}:{article.entry_id}", first_seen=article.published or article.first_seen
        )
        item = known[article.entry_id]
        story, affair = item["story"], item.get("affair") or item["story"]
        yield Labelled(reader.read(dated, meant), f"{file.stem}:{story}", f"{file.stem}:{affair}", file.stem)


def seed(items: Sequence[Labelled]) -> dict[str, Any]:
    """What `parse_seed` reads once it is written as JSON."""
    rarity = Rarity()
    for item in items:
        rarity.learn(item.report)
    counts = {"reports": dict(rarity.reports), "seen": _document_frequencies(rarity, _LEAST)}
    return fit(pairs(items, rarity)) | counts


def _document_frequencies(rarity: Rarity, least: int) -> dict[str, Mapping[str, int]]:
    """What Rarity begins with, those terms left out that fewer than `least` reports held."""
    return {
        kind: {t: n for t, n in sorted(seen.items()) if n >= least}
        for kind, seen in sorted(rarity.seen.items())
    }


if __name__ == "__main__":
    main()
