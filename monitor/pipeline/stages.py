"""What each stage of the main path makes of a feed or an article, as facts for people and programs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.feeds.health import health_of, span, volume
from monitor.feeds.hints import LONGEST, SHORTEST, first_welcome
from monitor.feeds.rhythm import patience, unknown
from monitor.feeds.volume import usual_volume
from monitor.model import (
    Classified,
    Fetched,
    FetchFailed,
    FetchRequest,
    FetchResult,
    Habits,
    Match,
    NotAFeed,
    NotModified,
    Sorted,
    Verdict,
)
from monitor.pipeline.reading import Reading
from monitor.store.articles.lookup import Known
from monitor.store.articles.traces import ArticleTrace
from monitor.topics.verdicts import standing

_TELLING = ("content-type", "etag", "last-modified", "cache-control", "expires")


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage says: facts, and what it says of each item."""

    name: str
    facts: Mapping[str, object]
    items: Sequence[Mapping[str, object]] = ()


def of_request(request: FetchRequest, user_agent: str) -> Stage:
    return Stage("request", {"address": request.url, "User-Agent": user_agent, **request.headers})


def of_answer(request: FetchRequest, answer: FetchResult) -> Stage:
    match answer:
        case FetchFailed():
            asked = {"Retry-After": answer.retry_after} if answer.retry_after else {}
            return Stage("answer", {"failed": failure_in_words(answer), **asked})
        case NotModified():
            return Stage("answer", {"status": "304: nothing has changed", **_headers(answer.headers)})
        case Fetched():
            elsewhere = {"redirected to": answer.url} if answer.url != request.url else {}
            size = {"size": f"{len(answer.body):,} bytes"}
            return Stage("answer", {"status": "200", **elsewhere, **size, **_headers(answer.headers)})


def of_reading(reading: Reading | NotAFeed) -> Stage:
    if isinstance(reading, NotAFeed):
        return Stage("reading", {"refused": failure_in_words(reading)})
    facts: dict[str, object] = {
        "entries": reading.entries,
        "left out": f"{reading.left_out} that say nothing, or repeat the id of another",
        "damaged": reading.damaged,
        "asks of pollers": asked(reading.hints.at_least),
        "hub": reading.hub,
    }
    return Stage("reading", {name: value for name, value in facts.items() if value not in ("", 0)})


def of_articles(known: Sorted, judged: Sequence[Classified]) -> Stage:
    """The entries as articles, in the feed's order, with what is known of each and what it carries."""
    states = {
        article.entry_id: state
        for state, group in (
            ("known from another feed", known.elsewhere),
            ("known, under another entry id", known.renamed),
            ("re-issued", known.reissued),
            ("edited", known.changed),
            ("new", known.new),
        )
        for article in group
    }
    items = [_item(one, states.get(one.article.entry_id, "known")) for one in judged]
    counts = {"new": len(known.new), "edited": len(known.changed), "known": len(judged) - len(known.new)}
    return Stage("articles", counts, items)


def of_trace(trace: ArticleTrace) -> list[Stage]:
    """An article that the desk holds."""
    article = trace.article
    facts = {
        "number": trace.article_id,
        "title": article.title,
        "address": article.url,
        "identity": article.key,
        "published": article.published,
        "first seen": article.first_seen,
        "language": article.language,
        "edits": len(trace.edits),
        "re-issued": trace.reissued_at,
        "judged by": trace.classified_by or "not judged yet",
        "digests": len(trace.mailings),
    }
    brought = [
        {"title": one.outlet, "at": one.at, "entry": one.entry_id, "feed": one.url} for one in trace.brought
    ]
    return [Stage("article", facts), Stage("brought by", {}, brought)]


def of_unknown(known: Known, now: datetime) -> Stage:
    """An address of which the ledger knows nothing, and the desk's feeds of the same outlet."""
    neighbours = [
        {
            "title": row.feed.name,
            "feed": row.feed.url,
            "health": health_of(row.feed, row.polling, now).sentence,
            "last answer": row.polling.last_good_at,
        }
        for row in known.neighbours
    ]
    of_outlet = f"{len(neighbours)} feeds of the desk" if neighbours else "no feed of the desk"
    facts = {"known": "neither a feed nor an article of the desk", "of this outlet": of_outlet}
    return Stage("ledger", facts, neighbours)


def of_topics(judged: Classified, trace: ArticleTrace) -> Stage:
    """What the classifier says now of every topic, carried or not, and who has decided otherwise or likewise."""
    stand = standing(trace.verdicts)
    readers = {match.topic: match.second_reader for match in trace.matches}
    said = {match.topic: match for match in judged.matches}
    unsaid = [Match(topic, 0.0, False) for topic in stand if topic not in said]
    items = [
        _topic(match) | _decided(stand.get(match.topic), readers.get(match.topic, ""))
        for match in (*judged.matches, *unsaid)
    ]
    return Stage("topics", {"version": judged.version}, items)


def _decided(verdict: Verdict | None, second_reader: str) -> dict[str, object]:
    """Whose word the desk goes by, where it is not the classifier's."""
    if verdict is not None:
        return {"verdict": {name: getattr(verdict, name) for name in ("says", "who", "at", "note")}}
    return {"second reader": second_reader} if second_reader else {}


def of_next_poll(due: datetime, habits: Habits, price: float, now: datetime) -> Stage:
    """When a feed would be polled next after a good answer, and by what."""
    rhythm = habits.rhythm or unknown(now)
    worth, usual = patience(rhythm, now, price, LONGEST), usual_volume(rhythm, now)
    facts = {
        "would be at": due,
        "because": _because(worth, habits, now),
        "usual volume": volume(usual) if usual is not None else "not known yet",
        "price of a request": f"{price:.2f} item-hours of waiting",
        "publisher asks": asked(habits.hints.at_least),
        "skipped hours": ", ".join(map(str, sorted(habits.hints.skip_hours))),
        "skipped days": ", ".join(map(str, sorted(habits.hints.skip_days))),
    }
    return Stage("next poll", {name: value for name, value in facts.items() if value != ""})


def of_back_off(due: datetime, failures: int) -> Stage:
    """When a feed would be polled next after an answer that failed."""
    times = "once" if failures == 1 else f"{failures} times in a row"
    because = (
        f"it failed {times}: each failure doubles the wait, up to a day, unless the server asks for more"
    )
    return Stage("next poll", {"would be at": due, "because": because})


def asked(at_least: timedelta) -> str:
    return f"at least {span(at_least)} between polls" if at_least else "nothing"


def failure_in_words(failure: FetchFailed | NotAFeed) -> str:
    return failure.reason.sentence + (f" ({failure.detail})" if failure.detail else "")


def _because(worth: timedelta, habits: Habits, now: datetime) -> str:
    wait = max(worth, habits.hints.at_least, SHORTEST)
    if first_welcome(habits.hints, now + wait) > now + wait:
        return "the publisher skips the hours or days before"
    if habits.hints.at_least > max(worth, SHORTEST):
        return "the publisher asks for so long a wait"
    if worth <= SHORTEST:
        return "no feed is polled more often"
    if worth >= LONGEST:
        return "no feed is polled more seldom by itself"
    return f"in {span(worth)} as much news as is worth a request will have waited, by the feed's rhythm"


def _headers(headers: Mapping[str, str]) -> dict[str, object]:
    return {name: headers[name] for name in _TELLING if name in headers}


def _item(judged: Classified, state: str) -> dict[str, object]:
    article = judged.article
    return {
        "title": article.title,
        "state": state,
        "address": article.url,
        "identity": article.key,
        "entry": article.entry_id,
        "published": article.published,
        "language": article.language,
        "topics": [_topic(match) for match in judged.matches],
    }


def _topic(match: Match) -> dict[str, object]:
    evidence = [{"field": span.field, "text": span.text, "why": span.why} for span in match.evidence]
    return {"topic": match.topic, "score": match.score, "matched": match.matched, "evidence": evidence}
