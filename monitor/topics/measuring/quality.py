"""Precision, recall and F1 a topic out of labels and verdicts, with intervals. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.topics.learning.exemplar import Exemplar

_RESAMPLES = 1_000  # for the intervals
_SEED = 7

Verdicts = dict[str, frozenset[str]]  # an item's id to the topics that it was given


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured share, 0 to 1, with the middle 95 % of what other draws of stories would have given."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TopicQuality:
    topic: str
    items: int  # that carry it
    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class Report:
    method: str  # how the verdicts came about, in words
    items: int
    topics: tuple[TopicQuality, ...]
    macro_f1: Figure
    quiet: Figure  # share of the items without any topic that were given none


_COUNTS = 3  # right, given, carried: of each topic, and last of the items without one


def report(gold: Sequence[Exemplar], verdicts: Verdicts, slugs: Sequence[str], method: str) -> Report:
    """The figures, with intervals by bootstrap over stories, as reports of one story stand and fall together."""
    from numpy import array
    from numpy.random import default_rng

    stories: dict[str, list[Exemplar]] = defaultdict(list)
    for item in gold:
        stories[item.story].append(item)
    by_story = [_tally(items, verdicts, slugs) for _, items in sorted(stories.items())]
    tallies = array(by_story or [_tally((), verdicts, slugs)])
    chance = default_rng(_SEED)
    even = [1 / len(tallies)] * len(tallies)
    draws = [_figures(chance.multinomial(len(tallies), even) @ tallies, slugs) for _ in range(_RESAMPLES)]
    values = _figures(tallies.sum(axis=0), slugs)
    figures = {name: _figure(value, [draw[name] for draw in draws]) for name, value in values.items()}
    return Report(
        method=method,
        items=len(gold),
        topics=tuple(
            TopicQuality(
                slug,
                sum(slug in item.labels for item in gold),
                figures[f"{slug} precision"],
                figures[f"{slug} recall"],
                figures[f"{slug} f1"],
            )
            for slug in slugs
        ),
        macro_f1=figures["macro f1"],
        quiet=figures["quiet"],
    )


def _tally(items: Sequence[Exemplar], verdicts: Verdicts, slugs: Sequence[str]) -> list[int]:
    """The counts of a story, topic after topic, then those of its items without a topic."""
    counts = [0] * (_COUNTS * (len(slugs) + 1))
    for item in items:
        given = verdicts[item.id]
        for place, slug in enumerate(slugs):
            if item.judged is None or slug in item.judged:
                _count(counts, place, slug in given, slug in item.labels)
        if not item.labels and item.judged is None:
            _count(counts, len(slugs), not given, True)
    return counts


def _count(counts: list[int], place: int, given: bool, carried: bool) -> None:
    first = _COUNTS * place
    counts[first] += given and carried
    counts[first + 1] += given
    counts[first + 2] += carried


def _figures(counts: Sequence[int], slugs: Sequence[str]) -> dict[str, float]:
    figures = {"quiet": _shares(counts, len(slugs))[1]}
    for place, slug in enumerate(slugs):
        names = (f"{slug} precision", f"{slug} recall", f"{slug} f1")
        figures |= dict(zip(names, _shares(counts, place), strict=True))
    figures["macro f1"] = sum(figures[f"{slug} f1"] for slug in slugs) / max(1, len(slugs))
    return figures


def _shares(counts: Sequence[int], place: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where there is nothing to divide by."""
    right, given, carried = map(int, counts[_COUNTS * place : _COUNTS * (place + 1)])
    return (
        right / given if given else 0.0,
        right / carried if carried else 0.0,
        2 * right / (given + carried) if given + carried else 0.0,
    )


def _figure(value: float, draws: Sequence[float]) -> Figure:
    ordered = sorted(draws)
    low, high = ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))]
    return Figure(round(value, 4), round(low, 4), round(high, 4))
