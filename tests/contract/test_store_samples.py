"""Blind samples: drawn once a week, read in an order that tells nothing, answered once."""

from datetime import date, timedelta

from monitor.model import Classified, PollOutcome, Ruling
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.topics.measuring.blind import Answer, Drawn, Stratum
from tests.samples import NOW, article, feed

MONDAY = date(2026, 11, 16)
TOPIC = "export-bans"


def bring(store: Store, number: int) -> list[int]:
    store.feeds.add([feed(1)], NOW)
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    new = tuple(Classified(article(n), (), "v1") for n in range(number))
    store.feeds.record(lease, PollOutcome(lease.polling, new=new))
    return sorted(line.article_id for line in store.desk.page(DeskFilter(ALL), 50).lines)


def test_a_week_is_drawn_once_for_a_topic(store: Store) -> None:
    ids = bring(store, 3)
    assert store.samples.drawn(MONDAY) == frozenset()
    store.samples.add(TOPIC, MONDAY, Drawn((1, 2), ((ids[0], 0),)), 7, "v1", NOW)
    store.samples.add(TOPIC, MONDAY, Drawn((1, 2), ((ids[1], 1),)), 9, "v1", NOW)
    assert store.samples.drawn(MONDAY) == {TOPIC}
    assert store.samples.unread() == {TOPIC: 1}
    (week,) = store.samples.weeks(TOPIC, MONDAY)
    assert (week.matched, week.strata, week.open) == (7, (Stratum(1, 0, 0), Stratum(2, 0, 0)), 1)


def test_articles_are_read_in_the_order_of_the_draw_and_answers_are_counted_by_stratum(store: Store) -> None:
    ids = bring(store, 4)
    order = [ids[2], ids[0], ids[3]]
    store.samples.add(TOPIC, MONDAY, Drawn((1, 3), tuple(zip(order, (1, 0, 1), strict=True))), 7, "v1", NOW)
    for expected, answer in zip(order, (Answer.CARRIES, Answer.NOT, Answer.UNSURE), strict=True):
        assert store.samples.next(TOPIC) == expected
        assert store.samples.answer(TOPIC, expected, answer, "Anna", NOW)
    assert store.samples.next(TOPIC) is None
    assert store.samples.unread() == {}
    (week,) = store.samples.weeks(TOPIC, MONDAY)
    assert (week.strata, week.unsure, week.open) == ((Stratum(1, 1, 0), Stratum(3, 1, 1)), 1, 0)
    assert store.samples.weeks(TOPIC, MONDAY + timedelta(days=7)) == []


def test_a_clear_answer_is_a_verdict_and_an_unsure_one_is_none(store: Store) -> None:
    ids = bring(store, 3)
    store.samples.add(TOPIC, MONDAY, Drawn((3,), tuple((one, 0) for one in ids)), 7, "v1", NOW)
    for article_id, answer in zip(ids, Answer, strict=True):
        store.samples.answer(TOPIC, article_id, answer, "Anna", NOW)
    assert [(v.article_id, v.says, v.note) for v in store.verdicts.all()] == [
        (ids[0], "carries", "blind sample"),
        (ids[1], "not", "blind sample"),
    ]
    page = store.desk.article(ids[0])
    assert page
    assert [m.decision and m.decision.ruling for m in page.matches] == [Ruling.ADDED]


def test_an_article_that_is_not_to_be_read_takes_no_answer(store: Store) -> None:
    (one,) = bring(store, 1)
    assert not store.samples.answer(TOPIC, one, Answer.CARRIES, "Anna", NOW)
    store.samples.add(TOPIC, MONDAY, Drawn((1,), ((one, 0),)), 7, "v1", NOW)
    assert store.samples.answer(TOPIC, one, Answer.NOT, "Anna", NOW)
    assert not store.samples.answer(TOPIC, one, Answer.CARRIES, "Boris", NOW)
    assert len(store.verdicts.all()) == 1


def test_articles_of_a_stretch_of_time_come_in_batches(store: Store) -> None:
    ids = bring(store, 5)
    first = store.samples.articles(NOW, NOW + timedelta(days=1), 0, 3)
    rest = store.samples.articles(NOW, NOW + timedelta(days=1), max(first), 3)
    assert [*first, *rest] == ids
    assert store.samples.articles(NOW + timedelta(days=1), NOW + timedelta(days=8), 0, 3) == {}
