"""Writes what the seed of stories holds of meanings: `python -m monitor.stories.learning.fit_meaning --help`.

It needs the extra `nlp`. Trees may learn only from meanings as they are of reports that are new: so the items of every
second file are read by axes that were turned on the others, and the other way round. The axes that ship are of all.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import track

from monitor.stories.grouping.meaning import Axes, Single, save_axes
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Reader, shipped_reader
from monitor.stories.grouping.seed_file import AXES, MEANT
from monitor.stories.learning.fit import labelled
from monitor.stories.learning.pairs import Pairs, joined, pairs
from monitor.stories.learning.streams import STREAMS, Labelled
from monitor.stories.learning.trees import fit_meant
from monitor.stories.learning.turning import learn
from monitor.stories.names.gazetteer_file import shipped_gazetteer
from monitor.topics.encoder.reader import reader as encoder

# Without the one in which too many come for meanings to be asked; and all again with twice as many affairs, as each
# is made of half the items.
_QUIET = tuple(stream for stream in STREAMS if stream.days != 12)
_STREAMS = (*_QUIET, *(replace(stream, share=min(1.0, 2 * stream.share)) for stream in _QUIET))

Vectors = Mapping[str, Single]  # by the item's name


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m monitor.stories.learning.fit_meaning",
        description=f"Writes {MEANT.name} and {AXES.name} out of items as for monitor.stories.learning.fit.",
    )
    parser.add_argument("items", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, required=True, help="such as seeds/encoder")
    asked = parser.parse_args()
    known = list(_read(asked.items))
    items = [item for item, _ in known]
    trees, axes = fitted(items, {item.report.id: vector for item, vector in known})
    asked.into.mkdir(parents=True, exist_ok=True)
    (asked.into / MEANT.name).write_text(json.dumps(trees, separators=(",", ":")) + "\n", "utf-8")
    save_axes(asked.into / AXES.name, axes)


def fitted(items: Sequence[Labelled], vectors: Vectors) -> tuple[dict[str, Any], Axes]:
    """The trees as `parse_trees` reads them, and the axes."""
    rarity = Rarity()
    for item in items:
        rarity.learn(item.report)
    files = sorted({item.source for item in items})
    halves = [[item for item in items if item.source in files[turn::2]] for turn in (0, 1)]
    found = [
        _pairs(mine, _axes(others, vectors), vectors, rarity)
        for mine, others in zip(halves, reversed(halves), strict=True)
    ]
    return fit_meant(joined(found)), _axes(items, vectors)


def _read(files: Sequence[Path]) -> Iterator[tuple[Labelled, Single]]:
    """The items with their vectors."""
    vectors: list[Single] = []

    def meaning(title: str, text: str) -> Mapping[str, float]:
        vectors.append(encoder().vector(title, text))
        return {}

    reader: Reader = shipped_reader(shipped_gazetteer().matcher, meaning)
    for file in track(files, "Reading"):
        for item in labelled(file, reader, meant=True):
            yield item, vectors.pop()


def _axes(items: Sequence[Labelled], vectors: Vectors) -> Axes:
    rows = np.stack([vectors[item.report.id] for item in items])
    return learn(rows, [item.story for item in items], [item.report.at for item in items])


def _pairs(items: Sequence[Labelled], axes: Axes, vectors: Vectors, rarity: Rarity) -> Pairs:
    meant = [
        replace(item, report=replace(item.report, meaning=axes.terms(vectors[item.report.id])))
        for item in items
    ]
    return pairs(meant, rarity, _STREAMS)


if __name__ == "__main__":
    main()
