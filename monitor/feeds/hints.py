"""How seldom a publisher asks to be polled: by HTTP headers, and by the head of the feed itself. Pure."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from lxml import etree  # type: ignore[import-untyped]

from monitor.feeds.repairs import with_possible_characters
from monitor.model import Hints

SHORTEST = timedelta(minutes=5)  # between two polls of a feed, whatever anybody asks
LONGEST = timedelta(days=1)

_HEAD = 64 * 1024  # bytes: what a publisher asks stands before the first item
_FIRST_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s/>]", re.ASCII | re.IGNORECASE)
_HOUR = timedelta(hours=1)
_MAX_AGE = re.compile(r'(?:^|[\s,])max-age\s*=\s*"?(\d+)', re.ASCII | re.IGNORECASE)
_HOURS = {*map(str, range(25)), *(f"{hour:02}" for hour in range(10))}  # 24 is midnight in RSS 0.91
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {  # http://purl.org/rss/1.0/modules/syndication/
    "hourly": _HOUR,
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


NOTHING_ASKED = Hints()


def not_before(hints: Hints, now: datetime) -> datetime:
    """The first moment after a poll at `now` at which the publisher welcomes the next."""
    return first_welcome(hints, now + hints.at_least)


def first_welcome(hints: Hints, moment: datetime) -> datetime:
    """The first moment from `moment` on that is in no skipped hour or day: within a week, as never all are skipped."""
    while moment.hour in hints.skip_hours or moment.weekday() in hints.skip_days:
        moment = moment.replace(minute=0, second=0, microsecond=0) + _HOUR
    return moment


def from_headers(headers: Mapping[str, str], now: datetime) -> Hints:
    """What the headers of an answer ask (names in lower case): the longer of max-age and Expires minus Date.

    RFC 9111 lets max-age win, but to ask too seldom is the better error. `now` stands in for a missing Date.
    """
    lifetimes = [float(age) for age in _MAX_AGE.findall(headers.get("cache-control", ""))]
    expires = _http_date(headers.get("expires", ""))
    if expires is not None:
        lifetimes.append((expires - (_http_date(headers.get("date", "")) or now)).total_seconds())
    return Hints(_bounded(max(lifetimes))) if lifetimes else NOTHING_ASKED


def from_feed(body: bytes) -> Hints:
    """What the head of an RSS, RDF or Atom feed asks: the longer of ttl and sy:updatePeriod, skipHours, skipDays.

    Nonsense asks for nothing.
    """
    waits: list[timedelta] = []
    hours: set[int] = set()
    days: set[int] = set()
    period = frequency = ""
    for parent, name, text in _head_elements(body):
        match parent, name:
            case _, "ttl":
                waits += [_bounded(minutes * 60) for minutes in _positive(text)]
            case _, "updateperiod":
                period = text.lower()
            case _, "updatefrequency":
                frequency = text
            case "skiphours", "hour" if text in _HOURS:
                hours.add(int(text) % 24)
            case "skipdays", "day" if text.lower() in _DAYS:
                days.add(_DAYS.index(text.lower()))
    if period in _PERIODS:
        times = next(_positive(frequency), 1.0)
        waits.append(_bounded(_PERIODS[period].total_seconds() / times))
    return Hints(max(waits, default=timedelta(0)), _not_all(hours, 24), _not_all(days, 7))


def _head_elements(body: bytes) -> Iterator[tuple[str, str, str]]:
    """The elements before the first item: the parent's name, the own one (both lower case, bare) and the text."""
    head = body[:_HEAD]
    first = _FIRST_ITEM.search(head)
    # Reads broken XML, expands no entity and opens no address.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(with_possible_characters(head[: first.start()] if first else head), parser)
    except etree.XMLSyntaxError:
        return
    for element in root.iter(etree.Element) if root is not None else ():
        name = _bare(element)
        if name in ("item", "entry"):
            return
        yield _bare(element.getparent()), name, (element.text or "").strip()


def _bare(element: etree._Element | None) -> str:
    """The name of an element without its namespace, or the prefix of one that was never declared."""
    return re.split("[}:]", element.tag)[-1].lower() if element is not None else ""


def _positive(text: str) -> Iterator[float]:
    """The number, if it is one over zero."""
    if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) and float(text) > 0:
        yield float(text)


def _bounded(seconds: float) -> timedelta:
    within = min(max(seconds, SHORTEST.total_seconds()), LONGEST.total_seconds())
    return timedelta(seconds=math.ceil(within))


def _not_all(skipped: set[int] | frozenset[int], number: int) -> frozenset[int]:
    """A publisher who skips every hour, or every day, means none: nobody makes a feed that may not be read."""
    return frozenset(skipped) if len(skipped) < number else frozenset()


def _http_date(text: str) -> datetime | None:
    """An HTTP date (RFC 9110 5.6.7); None where the text is none, as in `Expires: 0`."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
