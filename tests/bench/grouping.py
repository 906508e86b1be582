"""How many reports a second one core reads and groups, with so many recent ones held: python -m tests.bench.grouping.

Each round of the shipped labelled items tells of other events: its rare words and names are other ones.
"""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from monitor.shipped import SEEDS
from monitor.stories.grouping.assign import OpenStory
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Report, Terms, shipped_reader
from monitor.stories.grouping.seed_file import shipped_seed
from monitor.stories.grouping.weighing import weigh
from monitor.stories.grouping.window import Window
from monitor.stories.names.gazetteer_file import shipped_gazetteer
from tests.quality.story_items import Item, crowded, load

_HELD = (1_000, 10_000, 100_000)
_ADDED = 1_000
_DAYS = 10  # within which all that is held came
_RARE = 4.0  # weight from which a word is taken for one that belongs to the event


def main() -> None:
    items = load(sorted((SEEDS / "exemplars").glob("*.jsonl")))
    reader = shipped_reader(shipped_gazetteer().matcher)
    start = time.process_time()
    read = [reader.read(item.article) for item in items[:_ADDED]]
    print(f"read: {len(read) / (time.process_time() - start):,.0f} a second")
    for held in _HELD:
        print(_measured(items, held))


def _measured(items: list[Item], held: int) -> str:
    """Reports a second that join `held` others, and the memory of all."""
    likeness, rarity = shipped_seed()
    reports = _reports(items, held + _ADDED, rarity)
    window = Window(likeness, rarity)
    known = []
    for _ in range(held):
        report = next(reports)
        rarity.learn(report)
        known.append(weigh(report, rarity))
    names = [one.id for one in known]
    window.begin(known, names, {one.id: OpenStory(1, one.at, one.at) for one in known})
    arriving, start = list(reports), time.process_time()
    for report in arriving:
        rarity.learn(report)
        window.add(report)
    a_second = len(arriving) / (time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{held:,} held: {a_second:,.0f} grouped a second, {memory:,.0f} MB"


def _reports(items: list[Item], count: int, rarity: Rarity) -> Iterator[Report]:
    """So many reports in order of arrival, spread evenly over the days."""
    reader = shipped_reader(shipped_gazetteer().matcher)
    stream = [reader.read(item.article) for item in crowded(items, len(items) // _DAYS, seed=1)]
    first = min(report.at for report in stream)
    for number in range(count):
        report, turn = stream[number % len(stream)], number // len(stream)
        yield replace(
            report,
            id=str(number),
            at=first + timedelta(days=_DAYS * number / count),
            title=_renamed(report.title, f"stems:{report.language}", turn, rarity),
            stems=_renamed(report.stems, f"stems:{report.language}", turn, rarity),
            roots=_renamed(report.roots, "roots", turn, rarity),
            names=_renamed(report.names, "names", turn, rarity),
            figures=_renamed(report.figures, "figures", turn, rarity),
        )


def _renamed(terms: Terms, kind: str, turn: int, rarity: Rarity) -> Terms:
    return frozenset(
        f"{term}{turn}" if turn and weight > _RARE else term
        for term, weight in rarity.weights(kind, terms).items()
    )


if __name__ == "__main__":
    main()
