"""A poll from the request to the row: real HTTP, real worker processes, a real database."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import Article, Classified, Feed, Match, Reason
from monitor.pipeline.pace import fixed
from monitor.pipeline.polling import Poller, PollReport
from monitor.pipeline.rounds import poll_all, poll_safely
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import NOW
from tests.sites import Answer, Request, Site, ok, settings, site

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


class KeywordClassifier:
    """Gives a topic to titles that hold the word "licence"."""

    async def classify(self, articles: list[Article]) -> list[Classified]:
        return [
            Classified(article, (Match("export-bans", 0.9, "licence" in article.title.lower()),), "keyword")
            for article in articles
        ]


class BrokenClassifier:
    async def classify(self, _articles: list[Article]) -> list[Classified]:
        raise RuntimeError("a fault of our own")


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def slug(title: str) -> str:
    return title.partition(":")[0].replace(" ", "-")


def rss(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><guid>{number}</guid><link>/news/{slug(title)}</link></item>"
        for number, title in enumerate(titles)
    )
    return f"<rss version='2.0'><channel><title>Outlet</title>{items}</channel></rss>".encode()


def poll(
    store: Store,
    workers: Workers,
    answer: Answer,
    *paths: str,
    rounds: int = 1,
    between: Callable[[Site], None] = lambda _: None,
    classifier: object = None,
    interval: timedelta = HALF_HOUR,
) -> tuple[list[list[PollReport]], Site]:
    """The reports of some rounds over feeds at these paths of one site, an interval apart."""
    clock = Clock()

    async def run() -> tuple[list[list[PollReport]], Site]:
        async with site(answer) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
            store.feeds.add([Feed(served.url + path, path) for path in paths], NOW)
            poller = Poller(
                store, fetcher, workers, classifier or KeywordClassifier(), fixed(HALF_HOUR), clock, HALF_HOUR
            )
            reports = []
            for _ in range(rounds):
                leases = store.feeds.claim_due(clock(), 100)
                summary = await poll_all(poller, leases, 8, lambda _: None)
                reports.append(sorted(summary.reports, key=lambda report: report.name))
                clock.now += interval
                between(served)
            return reports, served

    return asyncio.run(run())


def titles(store: Store, topic: str = ALL) -> set[str]:
    return {line.title for line in store.desk.page(DeskFilter(topic=topic), 100).lines}


def test_a_new_feed_is_stored_with_its_matches(store: Store, workers: Workers) -> None:
    ((report,),), _ = poll(store, workers, lambda _: ok(rss("Licence refused", "Film opens")), "/feed")
    assert (report.entries, report.new, report.matched, report.reason) == (2, 2, 1, None)
    assert titles(store) == {"Licence refused", "Film opens"}
    assert titles(store, "") == {"Licence refused"}


def test_a_second_poll_of_an_unchanged_feed_stores_nothing(store: Store, workers: Workers) -> None:
    def answer(request: Request) -> bytes:
        if request.path == "/bare":  # a server that ignores validators: the body's hash tells
            return ok(rss("Bare"))
        known = request.headers.get("if-none-match") == '"v1"'
        return ok(b"", status="304 Not Modified") if known else ok(rss("Validated"), 'ETag: "v1"')

    (first, second), served = poll(store, workers, answer, "/bare", "/validated", rounds=2)
    assert [report.new for report in first] == [1, 1]
    assert [(report.new, report.unchanged) for report in second] == [(0, True), (0, True)]
    assert len(served.requests) == 4
    assert "if-none-match" not in served.requests[0].headers


def test_only_what_is_new_or_edited_is_stored_at_the_next_poll(store: Store, workers: Workers) -> None:
    bodies = iter([rss("One", "Two"), rss("One", "Two: licence refused", "Three")])
    (first, second), _ = poll(store, workers, lambda _: ok(next(bodies)), "/feed", rounds=2)
    assert (first[0].new, second[0].new, second[0].changed) == (2, 1, 1)
    assert titles(store) == {"One", "Two: licence refused", "Three"}
    assert titles(store, "") == {"Two: licence refused"}


def test_one_bad_feed_never_stops_the_others(store: Store, workers: Workers) -> None:
    def answer(request: Request) -> bytes:
        bodies = {
            "/good": ok(rss("News")),
            "/html": ok(b"<html>hello</html>"),
            "/gone": ok(b"", status="410 Gone"),
        }
        return bodies.get(request.path, b"")

    ((broken, gone, good, html),), _ = poll(store, workers, answer, "/broken", "/good", "/html", "/gone")
    assert (good.new, good.reason) == (1, None)
    assert (broken.reason, gone.reason) == (Reason.CONNECT, Reason.GONE) or broken.reason is Reason.BAD_ANSWER
    assert html.reason is Reason.NOT_A_FEED
    assert titles(store) == {"News"}
    ill = {row.feed.name: row.polling for row in store.feeds.all() if row.polling.reason}
    assert set(ill) == {"/broken", "/html", "/gone"}
    assert all(polling.failures == 1 and polling.failing_since == NOW for polling in ill.values())


def test_a_feed_that_turns_into_a_web_page_keeps_its_articles_and_its_validators(
    store: Store, workers: Workers
) -> None:
    answers = iter([ok(rss("News"), 'ETag: "v1"'), ok(b"<html>sorry</html>", 'ETag: "page"')])
    (_, (second,)), _ = poll(store, workers, lambda _: next(answers), "/feed", rounds=2)
    assert second.reason is Reason.NOT_A_FEED
    assert titles(store) == {"News"}
    assert store.feeds.all()[0].polling.etag == '"v1"'


def test_an_article_in_two_feeds_is_one_article(store: Store, workers: Workers) -> None:
    poll(store, workers, lambda _: ok(rss("Same")), "/a", "/b")
    (line,) = store.desk.page(DeskFilter(topic=ALL), 10).lines
    assert [seen.outlet for seen in store.desk.article(line.article_id).appearances] in (
        ["/a", "/b"],
        ["/b", "/a"],
    )


def test_a_fault_of_our_own_puts_the_feed_off_and_is_said(
    store: Store, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    ((report,),), _ = poll(store, workers, lambda _: ok(rss("News")), "/feed", classifier=BrokenClassifier())
    assert report.reason is Reason.PARSE_CRASH
    assert "a fault of our own" in report.detail
    assert "Polling http" in caplog.text
    assert store.feeds.claim_due(NOW + timedelta(minutes=59), 10) == []
    assert len(store.feeds.claim_due(NOW + timedelta(hours=2), 10)) == 1
    assert titles(store) == set()


@pytest.mark.reliability(35)
def test_a_server_that_asks_for_peace_gets_it_for_all_its_feeds(store: Store, workers: Workers) -> None:
    def answer(request: Request) -> bytes:
        if request.path == "/limited":
            return ok(b"", "Retry-After: 7200", status="429 Too Many Requests")
        return ok(rss("News"))

    store.feeds.add([Feed("https://127.0.0.1.example/feed", "Elsewhere", paused=True)], NOW)
    _, served = poll(store, workers, answer, "/feed", "/limited", rounds=4)
    assert len(served.requests) == 2
    due = {row.feed.name: row.polling.next_poll_at for row in store.feeds.all()}
    assert due["/feed"] >= NOW + timedelta(hours=2)
    assert due["Elsewhere"] == NOW


def moving(request: Request) -> bytes:
    moved = request.path == "/old"
    return ok(b"", "Location: /new", status="301 Moved") if moved else ok(rss("News"))


@pytest.mark.reliability(38)
def test_a_feed_that_has_redirected_for_a_week_is_asked_at_its_new_address(
    store: Store, workers: Workers
) -> None:
    day = timedelta(days=1)
    _, served = poll(store, workers, moving, "/old", rounds=7, interval=day)
    assert store.feeds.all()[0].feed.url.endswith("/old")
    asked = [request.path for request in served.requests]
    assert asked == ["/old", "/new"] * 7


@pytest.mark.reliability(38)
def test_after_the_week_the_address_is_taken_over_and_the_history_stays(
    store: Store, workers: Workers
) -> None:
    _, served = poll(store, workers, moving, "/old", rounds=9, interval=timedelta(days=1))
    (row,) = store.feeds.all()
    assert row.feed.url.endswith("/new")
    assert [request.path for request in served.requests][-1] == "/new"
    assert [request.path for request in served.requests].count("/old") == 8
    assert titles(store) == {"News"}


@pytest.mark.reliability(38)
def test_an_address_that_another_feed_has_is_not_taken_over(
    store: Store, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    poll(store, workers, moving, "/old", "/new", rounds=9, interval=timedelta(days=1))
    assert {row.feed.name: row.feed.url.rpartition("/")[2] for row in store.feeds.all()} == {
        "/old": "old",
        "/new": "new",
    }
    assert "another feed has" in caplog.text


@pytest.mark.reliability(36)
def test_new_items_alone_are_parsed_and_what_the_feed_asks_is_learned(store: Store, workers: Workers) -> None:
    many = [f"Item {number}" for number in range(20)]
    head = b"<ttl>180</ttl>"
    bodies = iter([rss(*many).replace(b"<item>", head + b"<item>", 1), rss(*many, "Fresh licence")])
    (first, second), _ = poll(store, workers, lambda _: ok(next(bodies)), "/feed", rounds=2)
    assert (first[0].entries, second[0].entries) == (20, 21)
    assert (first[0].new, second[0].new, second[0].changed) == (20, 1, 0)
    (row,) = store.feeds.all()
    assert len(row.polling.known_items) == 21 * 16
    assert row.polling.habits.rhythm is not None


@pytest.mark.reliability(1)
def test_a_feed_that_breaks_off_is_marked_until_it_comes_whole(store: Store, workers: Workers) -> None:
    whole = rss(*(f"Item {number}" for number in range(50)))
    bodies = iter([whole[: whole.index(b"<title>Item 47")], whole])
    marks: list[bool] = []

    def mark(_: Site) -> None:
        marks.append(bool(store.feeds.all()[0].polling.habits.damaged))

    reports, _ = poll(store, workers, lambda _: ok(next(bodies)), "/feed", rounds=2, between=mark)
    assert (marks, [report.new for (report,) in reports]) == ([True, False], [47, 3])


def test_a_lost_lease_stores_nothing_and_is_said(store: Store, workers: Workers) -> None:
    async def run() -> PollReport:
        async with site(lambda _: ok(rss("News"))) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
            store.feeds.add([Feed(served.url + "/feed", "Feed")], NOW)
            (lost,) = store.feeds.claim_due(NOW, 1)
            store.feeds.claim_due(NOW + timedelta(hours=1), 1)
            poller = Poller(
                store, fetcher, workers, KeywordClassifier(), fixed(HALF_HOUR), Clock(), HALF_HOUR
            )
            return await poll_safely(poller, lost)

    assert not asyncio.run(run()).recorded
    assert titles(store) == set()
