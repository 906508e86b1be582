"""Whether a topic has gone quiet, measured against its own last weeks. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 8  # before its last article, from which it is known what is usual

_KNOWN = 14  # days with a topic on the desk, before which nothing is usual
_ACTIVE = 5  # days with an article among them, likewise
_SHORTEST = 3  # days: less is no silence for a newsroom, whatever the figures say
_FALSE_ALARMS = 1.0  # a year, as often as chance may take a usual silence for another


@dataclass(frozen=True, slots=True)
class Quiet:
    days: int  # since the last article
    usual: float  # articles a day


def quiet(counts: Mapping[date, int], today: date) -> Quiet | None:
    """The silence of a topic, if it is out of the ordinary; `counts` are its articles by day, all over 0.

    What counts is on how many workdays and on how many days of weekends there was anything at all, not how much: the
    reports of one event come together. A silence is out of the ordinary if one as long comes less than once a year
    where each day is active with its usual chance, whatever the days before.
    """
    if not counts:
        return None
    last = max(counts)
    began = max(min(counts), last - timedelta(weeks=WEEKS) + timedelta(days=1))
    known = _days(began, last)
    active = [day for day in known if day in counts]
    days = (today - last).days
    if days < _SHORTEST or len(known) < _KNOWN or len(active) < _ACTIVE:
        return None
    chance = 1.0
    for day in _days(last + timedelta(days=1), today - timedelta(days=1)):  # today is not over
        chance *= 1 - _activity(known, active, weekend=_is_weekend(day))
    # That begin in a year: one after each active day, if not at once ended.
    silences = len(active) / len(known) * 365
    if chance * silences >= _FALSE_ALARMS:
        return None
    return Quiet(days, sum(counts[day] for day in active) / len(known))


def _activity(known: Sequence[date], active: Sequence[date], *, weekend: bool) -> float:
    """The part of workdays, or of days of weekends, with an article; never quite none or all of them."""
    of_kind = sum(_is_weekend(day) is weekend for day in known)
    return (sum(_is_weekend(day) is weekend for day in active) + 0.5) / (of_kind + 1)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5
