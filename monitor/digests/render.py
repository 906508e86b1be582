"""A digest becomes a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.digests.compose import Digest, Report, dated_at
from monitor.digests.excerpt import Piece, marked
from monitor.digests.links import article_url, sign_up_url
from monitor.digests.message import Letter
from monitor.digests.rendering import write
from monitor.digests.wording import hour_of_day, joined, topic_names
from monitor.languages import language_name
from monitor.model import Decision, DigestItem, Topic

_HEADLINE = 80  # characters of the subject
_ARRIVED_LATE = timedelta(hours=12)  # between publication and the poll that brought it


@dataclass(frozen=True, slots=True)
class _Line:
    """A report as the templates show it."""

    item: DigestItem
    url: str  # the original, or the desk where the feed gave no address
    desk_url: str
    when: str
    foreign: str  # the language's name, unless it is English
    title: list[Piece]
    excerpt: list[Piece]
    late: bool
    decided: str  # by whom and when, where a person decided that it carries the topic
    also_about: str
    others: tuple[DigestItem, ...]


def digest_letter(digest: Digest, topics: Sequence[Topic], public_url: str, stop_url: str) -> Letter:
    """The digest as HTML and plain text. Times are those of the subscriber's zone."""
    subscription, reports = digest.subscription, digest.reports
    zone = ZoneInfo(subscription.zone)
    end = digest.window.end.astimezone(zone)
    values = {
        "day": f"{end:%A} {end.day} {end:%B %Y}",
        "since": _moment(digest.window.start, end, zone),
        "until": f"{end:%H:%M}",
        "zone": subscription.zone,
        "sections": [
            (s.topic, [_line(r, end, zone, public_url) for r in s.reports]) for s in digest.sections
        ],
        "count": len(reports),
        "left_out": digest.left_out,
        "email": subscription.email,
        "topics": joined(topic_names(subscription.topics, topics)),
        "hour": hour_of_day(subscription.hour),
        "public_url": public_url,
        "stop_url": stop_url,
        "sign_up_url": sign_up_url(public_url),
    }
    return write(_subject(reports, end), "digest", values)


def _subject(reports: Sequence[Report], end: datetime) -> str:
    title = reports[0].item.title
    headline = title if len(title) <= _HEADLINE else title[: _HEADLINE - 1].rpartition(" ")[0] + "…"
    others = f" and {len(reports) - 1} more" if len(reports) > 1 else ""
    return f"{end.day} {end:%b}: {headline}{others}"


def _line(report: Report, end: datetime, zone: ZoneInfo, public_url: str) -> _Line:
    item, evidence = report.item, report.item.match.evidence
    excerpt = marked(item.excerpt, evidence)
    shows_why = any(piece.marked for piece in excerpt)  # marks in a headline only where they are needed
    desk_url = article_url(public_url, item.article_id)
    return _Line(
        item=item,
        url=item.url or desk_url,
        desk_url=desk_url,
        when=_moment(dated_at(item), end, zone),
        foreign=language_name(item.language) if item.language != "en" else "",
        title=marked(item.title, () if shows_why else evidence),
        excerpt=excerpt,
        late=item.first_seen - dated_at(item) > _ARRIVED_LATE,
        decided=_decided(item.match.decision, zone),
        also_about=joined([topic.name for topic in report.also_about]),
        others=report.others,
    )


def _decided(decision: Decision | None, zone: ZoneInfo) -> str:
    if decision is None:
        return ""
    day = decision.at.astimezone(zone)
    return f"Decided by {decision.who}, {day.day} {day:%b}"


def _moment(when: datetime, end: datetime, zone: ZoneInfo) -> str:
    """07:12 on the day of `end`, else with its date: Sat 21 Nov, 07:12."""
    local = when.astimezone(zone)
    clock = f"{local:%H:%M}"
    return clock if local.date() == end.date() else f"{local:%a} {local.day} {local:%b}, {clock}"
