"""The stretch of time that numbers are of, as it stands in the address. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Self
from zoneinfo import ZoneInfo

from monitor.stories.normal import WEEKS as LEARNT_WEEKS

CHOICES = {1: "1 week", 4: "4 weeks", 12: "12 weeks", 52: "1 year"}  # by the number of weeks
_USUAL = 4
_BY_WEEK = 13  # weeks, from which on a day is too thin a step


@dataclass(frozen=True, slots=True)
class Step:
    """A day or a week; of a week both ends belong to it."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """12 Nov, or 12 Nov to 18 Nov."""
        begin = f"{self.first.day} {self.first:%b}"
        return begin if self.first == self.last else f"{begin} to {self.last.day} {self.last:%b}"


@dataclass(frozen=True, slots=True)
class Period:
    """Some weeks up to today, by the days of a zone."""

    weeks: int
    today: date
    zone: ZoneInfo

    @classmethod
    def read(cls, args: Mapping[str, str], now: datetime, zone: ZoneInfo) -> Self:
        """The period of an address; the usual one where it names none that there is."""
        given = args.get("weeks", "")
        weeks = next((choice for choice in CHOICES if str(choice) == given), _USUAL)
        return cls(weeks, now.astimezone(zone).date(), zone)

    @property
    def name(self) -> str:
        return CHOICES[self.weeks]

    @property
    def first(self) -> date:
        return self.today - timedelta(days=7 * self.weeks - 1)

    @property
    def since(self) -> datetime:
        return midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        return midnight(self.today + timedelta(days=1), self.zone)

    @property
    def learnt_since(self) -> datetime:
        """From when on counts tell what is normal at the beginning of the period."""
        return midnight(self.first - timedelta(weeks=LEARNT_WEEKS), self.zone)

    @property
    def step(self) -> timedelta:
        return timedelta(days=7 if self.weeks >= _BY_WEEK else 1)

    @property
    def a_week(self) -> int:
        """Steps a week."""
        return 7 // self.step.days

    def steps(self) -> list[Step]:
        """The steps of the period, the earliest first; the last of them is today, or ends with it."""
        number = 7 * self.weeks // self.step.days
        firsts = [self.first + place * self.step for place in range(number + 1)]
        return [Step(first, following - timedelta(days=1)) for first, following in pairwise(firsts)]

    def learnt(self) -> int:
        """How many steps before the period tell what is normal in it."""
        return LEARNT_WEEKS * self.a_week

    def counts(self, moments: Iterable[datetime]) -> list[int]:
        """How many moments fall into each step, those before the period that are learnt from among them."""
        start = self.first - self.learnt() * self.step
        number = self.learnt() + len(self.steps())
        ordered = sorted(moments)
        edges = (midnight(start + place * self.step, self.zone) for place in range(number + 1))
        return [after - before for before, after in pairwise(bisect_left(ordered, edge) for edge in edges)]

    def known(self, recorded_since: datetime) -> int:
        """From which of the counts on there were records of the whole step."""
        start = self.first - self.learnt() * self.step
        days = (recorded_since.astimezone(self.zone).date() - start).days + 1
        return max(0, -(-days // self.step.days))

    def args(self, **narrowed: object) -> dict[str, Any]:
        """The parameters of an address that keeps to the whole period, and to what else is named."""
        return list_args(Step(self.first, self.today), **narrowed)


def list_args(step: Step, **narrowed: object) -> dict[str, Any]:
    """The parameters of the list of articles of those days, and of what else is named."""
    given = narrowed | {"from": step.first, "to": step.last}
    return {name: str(value) for name, value in given.items() if value}


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins in a zone, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
