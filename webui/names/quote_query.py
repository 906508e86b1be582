"""What the search for quotations is asked, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from monitor.store.articles.desk import Cursor
from monitor.store.names.quotes import QuoteFilter
from monitor.stories.names.gazetteer import Gazetteer
from webui.ids import GREATEST
from webui.names.blueprint import cursor, search_words

_EARLIEST, _LATEST = date(1970, 1, 2), date(9999, 1, 1)  # midnight in any zone stays a date


@dataclass(frozen=True, slots=True)
class QuoteQuery:
    speaker: str = ""
    words: str = ""
    feed: int | None = None
    language: str = ""
    since: date | None = None
    until: date | None = None  # the last day
    older: Cursor | None = None
    ignored: tuple[str, ...] = ()  # names of parameters that made no sense

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """The query of an address; what makes no sense is left out, and listed as ignored."""
        given = {name: search_words(value) for name, value in args.items() if search_words(value)}
        feed, older = _number(given.get("feed", "")), cursor(given.get("older", ""))
        since, until = _day(given.get("since", "")), _day(given.get("until", ""))
        read = {"feed": feed, "since": since, "until": until, "older": older}
        return cls(
            speaker=given.get("speaker", ""),
            words=given.get("words", ""),
            language=given.get("language", "")[:8],
            feed=feed,
            since=since,
            until=until,
            older=older,
            ignored=tuple(name for name, value in read.items() if name in given and value is None),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.speaker or self.words or self.feed or self.language or self.since or self.until)

    def filter(self, gazetteer: Gazetteer, zone: ZoneInfo) -> QuoteFilter:
        """What the store is asked for; days run from midnight to midnight in the reader's zone."""
        meant = gazetteer.find(self.speaker) if self.speaker else None
        until = self.until + timedelta(days=1) if self.until else None
        return QuoteFilter(
            name=meant.key if meant else "",
            speaker=self.speaker,
            words=self.words,
            feed_id=self.feed,
            language=self.language,
            since=datetime.combine(self.since, time(), zone) if self.since else None,
            until=datetime.combine(until, time(), zone) if until else None,
        )

    def args(self, **changes: object) -> dict[str, str]:
        """The parameters of an address that differs in these."""
        kept = ("speaker", "words", "feed", "language", "since", "until")
        return {
            name: str(value)
            for name, value in ({name: getattr(self, name) for name in kept} | changes).items()
            if value
        }


def _number(text: str) -> int | None:
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return found if 0 < found <= GREATEST else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _EARLIEST <= day < _LATEST else None
