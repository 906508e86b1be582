"""The articles behind a number, as their choice stands in the address. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from monitor.store.articles.desk import ALL, Cursor, DeskFilter
from webui.ids import GREATEST
from webui.numbers.period import midnight


@dataclass(frozen=True, slots=True)
class Asked:
    """Which articles; a part that makes no sense is left out."""

    topic: str  # empty: whether or not they carry one
    feed: int | None
    language: str
    first: date | None
    last: date | None
    older: Cursor | None

    @classmethod
    def read(cls, args: Mapping[str, str], topics: frozenset[str], feeds: frozenset[int]) -> Self:
        topic, feed = args.get("topic", ""), _number(args.get("feed", ""))
        older = Cursor.read(args["older"]) if "older" in args else None
        return cls(
            topic=topic if topic in topics else "",
            feed=feed if feed in feeds else None,
            language=args.get("language", "")[:8],
            first=_day(args.get("from", "")),
            last=_day(args.get("to", "")),
            older=older if older and abs(older.article_id) <= GREATEST else None,
        )

    def filter(self, zone: ZoneInfo) -> DeskFilter:
        """What the store is asked for; days run from midnight to midnight in the zone."""
        return DeskFilter(
            topic=self.topic or ALL,
            feed_id=self.feed,
            language=self.language,
            since=midnight(self.first, zone) if self.first else None,
            until=midnight(self.last + timedelta(days=1), zone) if self.last else None,
        )

    def args(self, older: Cursor | None) -> dict[str, str]:
        """The parameters of the address that goes on behind an article."""
        given = {
            "topic": self.topic, "feed": self.feed, "language": self.language,
            "from": self.first, "to": self.last, "older": older,
        }  # fmt: skip
        return {name: str(value) for name, value in given.items() if value}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1970, 1, 2) <= day < date(9999, 1, 1) else None  # midnight in any zone stays a date
