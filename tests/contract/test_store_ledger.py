"""The ledger says what came of each poll, and what became of each article."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from monitor.model import Article, DeliveryState, Lease, PollOutcome, Reason, Window
from monitor.store import Store
from monitor.store.digests.digests import ClosedWindow
from monitor.store.polling.ledger import KEPT, PollRow
from tests.samples import NOW, article, feed, outcome

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def polled(store: Store, feed_id: int, now: datetime, *new: Article, **changes) -> None:
    """Record a poll of a feed at that time; `changes` are of the outcome, but `reason` fails it."""
    reason = changes.pop("reason", None)
    lease = lease_of(store, feed_id, now)
    made = outcome(lease, *new, **changes)
    polling = replace(made.polling, last_polled_at=now, next_poll_at=now, reason=reason)
    polling = replace(polling, failures=polling.failures + 1 if reason else 0)
    assert store.feeds.record(lease, replace(made, polling=polling))


def lease_of(store: Store, feed_id: int, now: datetime) -> Lease:
    row = store.feeds.get(feed_id)
    assert row
    (lease,) = store.feeds.claim([row.feed.url], now)
    return lease


@pytest.fixture
def feeds(store: Store) -> list[int]:
    return store.feeds.add([feed(1), feed(2)], NOW)


def sentences(store: Store, feed_id: int) -> list[str]:
    return [row.sentence for row in store.ledger.polls(feed_id, 50)]


@pytest.mark.reliability(32)
def test_polls_with_news_are_written_down_and_idle_ones_are_not(store: Store, feeds: list[int]) -> None:
    polled(store, feeds[0], NOW, article(1), article(2), entries=30, left_out=1)
    for number in range(5):
        polled(store, feeds[0], NOW + number * HOUR)
    polled(store, feeds[1], NOW + HOUR, elsewhere=(article(1),), entries=12)
    assert sentences(store, feeds[0]) == ["2 new, of 30 entries; 1 left out: empty, or double."]
    assert sentences(store, feeds[1]) == ["1 known already, of 12 entries."]
    assert store.ledger.polls(feeds[0], 1)[0] == PollRow(NOW, None, "", 30, 2, 0, 0, 0, 1)


@pytest.mark.reliability(40)
def test_a_failure_is_written_once_a_day_while_it_is_the_same_and_its_end_too(
    store: Store, feeds: list[int]
) -> None:
    for number in range(50):  # 25 hours
        polled(store, feeds[0], NOW + number * HOUR / 2, reason=Reason.DNS)
    polled(store, feeds[0], NOW + 26 * HOUR, reason=Reason.NOT_FOUND)
    polled(store, feeds[0], NOW + 27 * HOUR)
    polled(store, feeds[0], NOW + 28 * HOUR)
    dns = f"Failed: {Reason.DNS.sentence}."
    gone = f"Failed: {Reason.NOT_FOUND.sentence}."
    assert sentences(store, feeds[0]) == ["Answered again.", gone, dns, dns]


def test_a_lost_lease_leaves_no_trace(store: Store, feeds: list[int]) -> None:
    lease = lease_of(store, feeds[0], NOW)
    lease_of(store, feeds[0], NOW + HOUR)
    assert not store.feeds.record(lease, outcome(lease, article()))
    assert sentences(store, feeds[0]) == []


def test_new_articles_are_counted_by_day(store: Store, feeds: list[int]) -> None:
    polled(store, feeds[0], NOW - 2 * DAY, article(1), article(2))
    polled(store, feeds[0], NOW - HOUR, article(3))
    polled(store, feeds[0], NOW, article(4), article(5))
    days = store.ledger.new_by_day(feeds[0], NOW - 30 * DAY)
    assert days == {date(2026, 11, 18): 2, date(2026, 11, 20): 3}
    assert store.ledger.new_by_day(feeds[1], NOW - 30 * DAY) == {}


def test_rows_are_kept_for_ninety_days(store: Store, feeds: list[int]) -> None:
    polled(store, feeds[0], NOW - KEPT - DAY, article(1))
    polled(store, feeds[0], NOW - KEPT + DAY, article(2))
    assert store.ledger.forget(NOW - KEPT) == 1
    assert [row.at for row in store.ledger.polls(feeds[0], 9)] == [NOW - KEPT + DAY]
    assert store.ledger.forget(NOW - KEPT) == 0


STORY = "https://www.outlet1.example/news/licences"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"  {STORY}?utm_source=feed&fbclid=x#top ",
        "http://outlet1.example/news/licences/",
        "outlet1.example/news/licences",
        "entry-1",
        "licences sensors hold",
    ],
)
def test_an_article_is_found_by_any_spelling_of_its_address_by_its_entry_id_and_by_words(
    store: Store, feeds: list[int], text: str
) -> None:
    polled(store, feeds[0], NOW, article(1, key=STORY, url=STORY))
    polled(store, feeds[0], NOW, article(2, title="Something else", summary=""))
    found = store.ledger.of(text)
    assert [hit.title for hit in found.articles] == ["Licences for sensors on hold, part 1"]
    assert found.neighbours == ()


def test_an_article_is_found_by_its_number(store: Store, feeds: list[int]) -> None:
    polled(store, feeds[0], NOW, article(1))
    (hit,) = store.ledger.of("licences").articles
    assert store.ledger.of(str(hit.article_id)).articles == (hit,)


@pytest.mark.parametrize("text", ["https://outlet1.example/feed.xml", "http://outlet1.example/feed.xml/#x"])
def test_a_feed_is_found_by_its_address(store: Store, feeds: list[int], text: str) -> None:
    assert [row.id for row in store.ledger.of(text).feeds] == [feeds[0]]


def test_of_an_unknown_address_the_outlets_feeds_are_known(store: Store, feeds: list[int]) -> None:
    found = store.ledger.of("https://www.outlet2.example/unheard-of")
    assert (found.feeds, found.articles, found.host) == ((), (), "www.outlet2.example")
    assert [row.id for row in found.neighbours] == [feeds[1]]
    assert store.ledger.of("https://nobody.example/x").neighbours == ()


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\0", "https://[", "https://a.example:99999/", "9" * 400, "☃ ☃", "' OR 1=1", "a" * 5000],
)
def test_any_text_may_be_asked_for(store: Store, feeds: list[int], text: str) -> None:
    assert store.ledger.of(text).articles == ()


def test_a_trace_holds_all_that_became_of_an_article(store: Store, feeds: list[int]) -> None:
    one = article(1, published=NOW - HOUR)
    polled(store, feeds[0], NOW, one)
    polled(store, feeds[1], NOW + HOUR, elsewhere=(replace(one, entry_id="theirs", first_seen=NOW + HOUR),))
    edited = article(1, title="Licences for sensors granted", first_seen=NOW + 2 * HOUR)
    lease = lease_of(store, feeds[0], NOW + 2 * HOUR)
    made = outcome(lease, edited)
    store.feeds.record(lease, PollOutcome(made.polling, changed=made.new))
    polled(store, feeds[0], NOW + 3 * HOUR, reissued=(replace(edited, first_seen=NOW + 3 * HOUR),))
    (hit,) = store.ledger.of("entry-1").articles
    trace = store.ledger.article(hit.article_id)
    assert trace
    assert [(one.feed_id, one.entry_id, one.at) for one in trace.brought] == [
        (feeds[0], "entry-1", NOW),
        (feeds[1], "theirs", NOW + HOUR),
    ]
    assert [(edit.former_title, edit.at) for edit in trace.edits] == [(one.title, NOW + 2 * HOUR)]
    assert trace.reissued_at == NOW + 3 * HOUR
    assert [(match.topic, match.version) for match in trace.matches] == [("export-bans", "v1")]
    assert (trace.page, trace.mailings) == (None, ())
    assert store.ledger.article(hit.article_id + 1) is None


def test_a_trace_tells_in_which_digests_an_article_went_out(store: Store, feeds: list[int]) -> None:
    polled(store, feeds[0], NOW, article(1))
    (hit,) = store.ledger.of("entry-1").articles
    subscription = store.subscriptions.ask("anna@example.org", ("export-bans",), 7, "UTC", NOW)
    assert store.subscriptions.confirm(subscription.id, NOW)
    closed = ClosedWindow(
        subscription, Window(NOW - DAY, NOW), [hit.article_id], ("Digest", "<1@desk>", b"x")
    )
    assert store.digests.close_window(closed, NOW)
    (queued,) = store.deliveries.due(NOW, 9)
    store.deliveries.start(queued.id)
    store.deliveries.sent(queued.id, NOW + MINUTE)
    trace = store.ledger.article(hit.article_id)
    assert trace
    (mailing,) = trace.mailings
    assert (mailing.recipient, mailing.state, mailing.made_at, mailing.sent_at) == (
        "anna@example.org", DeliveryState.SENT, NOW, NOW + MINUTE
    )  # fmt: skip
