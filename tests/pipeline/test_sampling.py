"""Each week's blind samples are drawn by the classifier that judges now."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from monitor.model import Article, Classified, Match, PollOutcome, Topic
from monitor.pipeline.sampling import draw_weekly, last_week
from monitor.store import Store
from monitor.topics.measuring.blind import Stratum
from tests.samples import NOW, article, feed

LAST_WEEK = datetime(2026, 11, 11, 9, 0, tzinfo=UTC)
TOPICS = (Topic("export-bans", "Export bans", "", {}), Topic("coproduction", "Coproduction", "", {}))


class EveryTenth:
    """A classifier that matches every tenth article, and nothing on the second topic."""

    version = "v1"

    async def classify(self, articles: Sequence[Article]) -> list[Classified]:
        return [
            Classified(one, (Match("export-bans", 0.9, True) if _number(one) % 10 == 0 else _unmatched(one),
                             Match("coproduction", 0.01, False)), self.version)
            for one in articles
        ]  # fmt: skip


def _number(one: Article) -> int:
    return int(one.key.rpartition("/")[2])


def _unmatched(one: Article) -> Match:
    return Match("export-bans", _number(one) / 1_000, False)


def fill(store: Store, number: int, seen: datetime) -> None:
    store.topics.put(TOPICS)
    store.feeds.add([feed(1)], NOW)
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    new = tuple(Classified(article(n, first_seen=seen), ()) for n in range(number))
    store.feeds.record(lease, PollOutcome(lease.polling, new=new))


def test_the_last_week_is_the_one_that_is_over() -> None:
    assert last_week(NOW) == date(2026, 11, 9)
    assert last_week(datetime(2026, 11, 16, 0, 0, tzinfo=UTC)) == date(2026, 11, 9)
    assert last_week(datetime(2026, 11, 15, 23, 59, tzinfo=UTC)) == date(2026, 11, 2)


def test_a_week_is_drawn_from_what_was_not_matched_once(sqlite_store: Store) -> None:
    fill(sqlite_store, 600, LAST_WEEK)
    assert asyncio.run(draw_weekly(sqlite_store, EveryTenth(), NOW)) == ["export-bans", "coproduction"]
    (week,) = sqlite_store.samples.weeks("export-bans", date(2026, 11, 9))
    assert (week.monday, week.matched, week.open) == (date(2026, 11, 9), 60, 20)
    assert week.strata == tuple(Stratum(size, 0, 0) for size in (6, 21, 81, 432))
    assert sqlite_store.samples.unread() == {"export-bans": 20, "coproduction": 20}
    drawn = sqlite_store.samples.next("export-bans")
    page = sqlite_store.desk.article(drawn) if drawn else None
    assert page
    assert int(page.url.rpartition("/")[2]) % 10 != 0
    assert asyncio.run(draw_weekly(sqlite_store, EveryTenth(), NOW + timedelta(hours=1))) == ()


def test_a_week_without_articles_is_drawn_too_and_asks_for_nothing(sqlite_store: Store) -> None:
    fill(sqlite_store, 5, NOW)
    assert asyncio.run(draw_weekly(sqlite_store, EveryTenth(), NOW))
    assert sqlite_store.samples.unread() == {}
    assert asyncio.run(draw_weekly(sqlite_store, EveryTenth(), NOW)) == ()


def test_nothing_is_drawn_before_the_classifier_has_learnt(sqlite_store: Store) -> None:
    fill(sqlite_store, 5, LAST_WEEK)
    learning = EveryTenth()
    learning.version = ""
    assert asyncio.run(draw_weekly(sqlite_store, learning, NOW)) == ()
    assert sqlite_store.samples.drawn(date(2026, 11, 9)) == frozenset()
