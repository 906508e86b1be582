"""The state of the desk's list, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from monitor.store.articles.desk import ALL, Cursor, DeskFilter
from webui.ids import GREATEST

_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by."""

    topics: frozenset[str]
    feeds: frozenset[int]
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Query:
    topic: str = ""
    feed: int | None = None
    language: str = ""
    day: date | None = None
    words: str = ""
    older: Cursor | None = None
    newer: Cursor | None = None
    ignored: tuple[str, ...] = field(default=())  # names of parameters that made no sense

    @classmethod
    def read(cls, args: Mapping[str, str], choices: Choices) -> Self:
        """The query of an address. What names nothing that exists is left out, and listed as ignored."""
        given = {name: value.strip() for name, value in args.items() if value.strip()}
        topic, feed = given.get("topic", ""), _number(given.get("feed", ""))
        language, day = given.get("language", ""), _day(given.get("day", ""))
        older, newer = _cursor(given.get("older", "")), _cursor(given.get("newer", ""))
        sound = {
            "topic": topic == ALL or topic in choices.topics,
            "feed": feed in choices.feeds,
            "language": language in choices.languages,
            "day": day is not None,
            "older": older is not None,
            "newer": newer is not None,
        }
        return cls(
            topic=topic if sound["topic"] else "",
            feed=feed if sound["feed"] else None,
            language=language if sound["language"] else "",
            day=day,
            words=given.get("words", "")[:_LONGEST_WORDS],
            older=None if newer else older,
            newer=newer,
            ignored=tuple(name for name in sound if name in given and not sound[name]),
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything but the topic narrows the list."""
        return bool(self.feed or self.language or self.day or self.words)

    def filter(self, zone: ZoneInfo) -> DeskFilter:
        """What the store is asked for; a day runs from midnight to midnight in the reader's zone."""
        since = datetime.combine(self.day, time(), zone) if self.day else None
        until = datetime.combine(self.day + timedelta(days=1), time(), zone) if self.day else None
        return DeskFilter(self.topic, self.feed, self.language, since, until, self.words)

    def args(self, **changes: object) -> dict[str, str]:
        """The parameters of an address that differs in these; every change but of the page leads to page one."""
        now = {
            "topic": self.topic,
            "feed": self.feed,
            "language": self.language,
            "day": self.day,
            "words": self.words,
        }
        return {name: str(value) for name, value in (now | changes).items() if value}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1970, 1, 2) <= day < date(9999, 1, 1) else None  # midnight in any zone stays a date


def _cursor(text: str) -> Cursor | None:
    found = Cursor.read(text) if text else None
    return found if found and abs(found.article_id) <= GREATEST else None
