"""What an edited topic would change on the archive, held against what the desk has. Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.model import Circumstances, Match
from monitor.topics.measuring.quality import TopicQuality

SHOWN = 100  # articles of each kind that a report names; all are counted


@dataclass(frozen=True, slots=True)
class Held:
    """An article of the archive, with what the desk says of it and one topic."""

    article_id: int
    dated_at: datetime
    title: str
    summary: str
    content: str
    circumstances: Circumstances
    match: Match | None  # None: it does not carry the topic
    verdict: bool | None  # whether it carries the topic in the eyes of people; None: nobody said


@dataclass(frozen=True, slots=True)
class Case:
    """One article under both: the topic as it stands, and as it was edited."""

    article_id: int
    dated_at: datetime
    title: str
    before: Match | None  # None: the desk does not give it the topic, and keeps no score of that
    after: Match


@dataclass(frozen=True, slots=True)
class Cases:
    """Articles that went the same way: how many, and the newest of them."""

    count: int
    newest: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """How many articles of one day carry the topic."""

    date: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """How the topic does on labelled items, each judged by a model that never saw its story."""

    before: TopicQuality | None  # None: the topic is new
    after: TopicQuality


@dataclass(frozen=True, slots=True)
class Backtest:
    """What would change. A day is one of UTC, and an article's is that of its date."""

    topic: str
    articles: int  # looked at
    outdated: int  # of the archive, that the live topics have yet to judge: what is said of them is older
    by_day: tuple[Day, ...]  # days without any article of the topic, before or after, are missing
    a_day_before: (
        float  # articles with the topic, on average over all days from the first article to the last
    )
    a_day_after: float
    gained: Cases
    lost: Cases
    kept: Cases
    broken: Cases  # articles of which the edited topic says the contrary of what people said
    labelled: Labelled | None  # None: no labelled item speaks of the topic


@dataclass(slots=True)
class _Pile:
    count: int = 0
    newest: list[Case] = field(default_factory=list)

    def add(self, case: Case) -> None:
        self.count += 1
        if len(self.newest) < SHOWN:
            self.newest.append(case)

    def whole(self) -> Cases:
        return Cases(self.count, tuple(self.newest))


class Tally:
    """Takes the archive in, the newest article first, and says what would change."""

    def __init__(self, topic: str) -> None:
        self._topic = topic
        self._articles = 0
        self._first: date | None = None
        self._last: date | None = None
        self._by_day: dict[date, tuple[int, int]] = {}
        self._gained, self._lost, self._kept, self._broken = _Pile(), _Pile(), _Pile(), _Pile()

    def add(self, held: Held, after: Match) -> None:
        """Take in one article with what the edited topic says of it."""
        before = held.match
        case = Case(held.article_id, held.dated_at, held.title, before, after)
        self._count(held.dated_at.date(), before is not None, after.matched)
        if after.matched:
            (self._gained if before is None else self._kept).add(case)
        elif before is not None:
            self._lost.add(case)
        if held.verdict is not None and held.verdict != after.matched:
            self._broken.add(case)

    def _count(self, day: date, before: bool, after: bool) -> None:
        self._articles += 1
        self._first = min(self._first or day, day)
        self._last = max(self._last or day, day)
        if before or after:
            was, would_be = self._by_day.get(day, (0, 0))
            self._by_day[day] = was + before, would_be + after

    def report(self, outdated: int, labelled: Labelled | None) -> Backtest:
        days = (self._last - self._first).days + 1 if self._first and self._last else 1
        kept = self._kept.count
        return Backtest(
            topic=self._topic,
            articles=self._articles,
            outdated=outdated,
            by_day=tuple(Day(day, *counts) for day, counts in sorted(self._by_day.items())),
            a_day_before=(kept + self._lost.count) / days,
            a_day_after=(kept + self._gained.count) / days,
            gained=self._gained.whole(),
            lost=self._lost.whole(),
            kept=self._kept.whole(),
            broken=self._broken.whole(),
            labelled=labelled,
        )
