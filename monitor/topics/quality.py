"""Precision, recall and F1 a topic out of labels and verdicts, with intervals. Pure."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.topics.exemplar import Exemplar

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


@dataclass(slots=True)
class _Counts:
    right: int = 0
    given: int = 0
    carried: int = 0

    def add(self, other: "_Counts") -> None:
        self.right += other.right
        self.given += other.given
        self.carried += other.carried

    def shares(self) -> tuple[float, float, float]:
        """Precision, recall and F1; 0 where there is nothing to divide by."""
        return (
            self.right / self.given if self.given else 0.0,
            self.right / self.carried if self.carried else 0.0,
            2 * self.right / (self.given + self.carried) if self.given + self.carried else 0.0,
        )


_Tally = Mapping[str, _Counts]  # topic to counts; the empty name counts the items without a topic


def report(gold: Sequence[Exemplar], verdicts: Verdicts, slugs: Sequence[str], method: str) -> Report:
    """The figures, with intervals by bootstrap over stories, as reports of one story stand and fall together."""
    stories: dict[str, list[Exemplar]] = defaultdict(list)
    for item in gold:
        stories[item.story].append(item)
    tallies = [_tally(items, verdicts, slugs) for _, items in sorted(stories.items())]
    chance = random.Random(_SEED)  # noqa: S311  no secret hangs on it
    draws = [_figures(chance.choices(tallies, k=len(tallies)), slugs) for _ in range(_RESAMPLES)]
    values = _figures(tallies, slugs)
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


def _tally(items: Sequence[Exemplar], verdicts: Verdicts, slugs: Sequence[str]) -> _Tally:
    tally = {slug: _Counts() for slug in (*slugs, "")}
    for item in items:
        given = verdicts[item.id]
        for slug in slugs if item.judged is None else item.judged & set(slugs):
            tally[slug].add(
                _Counts(slug in given and slug in item.labels, slug in given, slug in item.labels)
            )
        if not item.labels and item.judged is None:
            tally[""].add(_Counts(right=not given, carried=1))
    return tally


def _figures(tallies: Sequence[_Tally], slugs: Sequence[str]) -> dict[str, float]:
    totals = {slug: _Counts() for slug in (*slugs, "")}
    for tally in tallies:
        for slug, counts in tally.items():
            totals[slug].add(counts)
    figures = {"quiet": totals[""].shares()[1]}
    for slug in slugs:
        names = (f"{slug} precision", f"{slug} recall", f"{slug} f1")
        figures |= dict(zip(names, totals[slug].shares(), strict=True))
    figures["macro f1"] = sum(figures[f"{slug} f1"] for slug in slugs) / max(1, len(slugs))
    return figures


def _figure(value: float, draws: Sequence[float]) -> Figure:
    ordered = sorted(draws)
    low, high = ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))]
    return Figure(round(value, 4), round(low, 4), round(high, 4))
