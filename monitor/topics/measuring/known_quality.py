"""How good one topic's matches are known to be: precision by verdicts, recall by blind samples, over time. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.model import Says, Verdict
from monitor.topics.intervals import Share, wilson
from monitor.topics.measuring.blind import Stratum, recall


@dataclass(frozen=True, slots=True)
class SampledWeek:
    """A week whose articles were drawn from, with what was answered."""

    monday: date
    matched: int  # articles of the week that the classifier matched
    strata: tuple[Stratum, ...]
    unsure: int  # answers that count for nothing
    open: int  # articles that nobody has read yet


@dataclass(frozen=True, slots=True)
class WeeksQuality:
    monday: date
    precision: Share | None
    recall: Share | None


@dataclass(frozen=True, slots=True)
class KnownQuality:
    """Precision counts the matches that people have judged: those they chose to, not a random part."""

    precision: Share | None
    recall: Share | None
    weeks: tuple[WeeksQuality, ...]  # the latest first


def known_quality(verdicts: Iterable[Verdict], sampled: Sequence[SampledWeek]) -> KnownQuality:
    """What is known of one topic, by all verdicts on it, in the order in which they fell, and its sampled weeks.

    A week's precision is that of the verdicts given in it; its recall takes the precision of all weeks together.
    """
    judged = _judged_matches(verdicts)
    counts = _counts(judged)
    mondays = {week.monday: week for week in sampled}
    of_verdicts = {_monday(one.at.date()) for one in judged}
    weeks = tuple(
        WeeksQuality(
            monday,
            wilson(*_counts([one for one in judged if _monday(one.at.date()) == monday])),
            recall(mondays[monday].matched, counts, mondays[monday].strata) if monday in mondays else None,
        )
        for monday in sorted({*mondays, *of_verdicts}, reverse=True)
    )
    strata = [stratum for week in sampled for stratum in week.strata]
    return KnownQuality(
        precision=wilson(*counts),
        recall=recall(sum(week.matched for week in sampled), counts, strata),
        weeks=weeks,
    )


def _judged_matches(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdict that stands on each text that the classifier matched."""
    latest = {one.judged.content_hash: one for one in verdicts}
    return [one for one in latest.values() if one.machine is not None and one.says is not Says.WITHDRAWN]


def _counts(judged: Sequence[Verdict]) -> tuple[int, int]:
    """How many matches were right, of how many judged."""
    return sum(one.says is Says.CARRIES for one in judged), len(judged)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
