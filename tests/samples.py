"""Small values that many tests start from."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.articles.identity import text_hash
from monitor.model import Article, Classified, Evidence, Feed, Lease, Match, PollOutcome

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def feed(number: int = 1, **changes: Any) -> Feed:
    return replace(Feed(f"https://outlet{number}.example/feed.xml", f"Outlet {number}"), **changes)


def article(number: int = 1, **changes: Any) -> Article:
    made = Article(
        key=f"https://outlet.example/{number}",
        entry_id=f"entry-{number}",
        url=f"https://outlet.example/{number}",
        title=f"Licences for sensors on hold, part {number}",
        summary="The ministry would not say for how long.",
        content="",
        author="",
        language="en",
        published=NOW - timedelta(minutes=number),
        first_seen=NOW,
        content_hash=b"",
    )
    made = replace(made, **changes)
    return replace(made, content_hash=text_hash(made.title, made.summary, made.content))


def match(topic: str = "export-bans", **changes: Any) -> Match:
    evidence = Evidence("title", 0, 8, "Licences", "a licence ('Licences')")
    return replace(Match(topic, 0.9, True, (evidence,), "v1"), **changes)


def outcome(lease: Lease, *new: Article, **changes: Any) -> PollOutcome:
    """The outcome of a poll at NOW that brought these articles, each with one match."""
    polling = replace(
        lease.polling, next_poll_at=NOW + timedelta(minutes=30), last_polled_at=NOW, last_good_at=NOW
    )
    return replace(PollOutcome(polling, tuple(Classified(a, (match(),)) for a in new)), **changes)
