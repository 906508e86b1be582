"""What is searched for, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from monitor.pipeline.searching import Order
from monitor.store.articles.desk import Cursor
from monitor.store.search.candidates import Bounds
from webui.ids import GREATEST

LONGEST = 4_000  # characters of a query: an address holds no more in every browser
_MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    query: str = ""
    topic: str = ""  # a slug
    since: date | None = None
    until: date | None = None  # that day too
    order: Order = Order.TIME
    page: int = 1
    before: Cursor | None = None  # only what is older: where a search that took too long goes on
    ignored: tuple[str, ...] = ()  # names of parameters that made no sense

    @classmethod
    def read(cls, args: Mapping[str, str], topics: frozenset[str]) -> Self:
        """The search of an address. What makes no sense is left out, and listed as ignored."""
        given = {name: value.strip() for name, value in args.items() if value.strip()}
        since, until = _day(given.get("from", "")), _day(given.get("to", ""))
        topic, page, before = (
            given.get("topic", ""),
            _page(given.get("page", "1")),
            _cursor(given.get("before", "")),
        )
        sound = {
            "topic": topic in topics,
            "from": since is not None,
            "to": until is not None,
            "sort": given.get("sort") in set(Order),
            "page": page is not None,
            "before": before is not None,
        }
        return cls(
            query=given.get("q", "")[:LONGEST],
            topic=topic if sound["topic"] else "",
            since=since,
            until=until,
            order=Order(given["sort"]) if sound["sort"] else Order.TIME,
            page=page or 1,
            before=before,
            ignored=tuple(name for name in sound if name in given and not sound[name]),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the query narrows what is found."""
        return bool(self.topic or self.since or self.until or self.before)

    def bounds(self, zone: ZoneInfo) -> Bounds:
        """What the store is asked for; days run from midnight to midnight in the reader's zone."""
        return Bounds(
            since=midnight(self.since, zone) if self.since else None,
            until=midnight(self.until + timedelta(days=1), zone) if self.until else None,
            topic=self.topic,
            older_than=self.before,
        )

    def args(self, **changes: object) -> dict[str, str]:
        """The parameters of an address that differs in these; every change but of the page leads to page one."""
        now = {
            "q": self.query,
            "topic": self.topic,
            "from": self.since,
            "to": self.until,
            "sort": self.order if self.order is not Order.TIME else "",
            "before": self.before,
        }
        return {name: str(value) for name, value in (now | changes).items() if value}

    def over(self, since: date | None, until: date | None) -> dict[str, str]:
        """The parameters of the same search over other days."""
        return replace(self, since=since, until=until, before=None).args()


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1970, 1, 2) <= day < date(9999, 1, 1) else None  # midnight in any zone stays a date


def _page(text: str) -> int | None:
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return page if 1 <= page <= _MOST_PAGES else None


def _cursor(text: str) -> Cursor | None:
    found = Cursor.read(text) if text else None
    return found if found and abs(found.article_id) <= GREATEST else None
