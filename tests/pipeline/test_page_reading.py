"""A page from the request to the text of its article: real HTTP, real worker processes, a real database."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import Article, Classified, Evidence, Match, PageOutcome, PageState, Reason
from monitor.pipeline.page_reading import PageReader
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.articles.article_page import ArticlePage
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import NOW, article, feed, outcome
from tests.sites import Answer, Request, Site, ok, settings, site
from tests.told import group

HTML = "Content-Type: text/html; charset=utf-8"
TITLE = "Licences for sensors on hold"
SENTENCES = (
    "The ministry said on Monday that the licences stay suspended until its inquiry has ended.",
    "Two makers of sensors told their workers that the line would rest until the new year.",
    "A consortium from three countries had asked for the licences as early as in the spring.",
    "The buyer, a coast guard, has paid for half of the order and waits for an answer.",
)


def page(*paragraphs: str, head: str = "") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>Outlet</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{TITLE}</h1>{text}</article><footer>Imprint</footer></body></html>"
    ).encode()


def clock(day: int) -> datetime:
    return NOW + timedelta(days=day)


class ConsortiumClassifier:
    """Gives a topic to texts that name a consortium, with the place as evidence."""

    async def classify(self, articles: list[Article]) -> list[Classified]:
        return [Classified(one, tuple(self._matches(one.content)), "v9") for one in articles]

    def _matches(self, text: str) -> Iterator[Match]:
        start = text.find("consortium")
        if start >= 0:
            span = Evidence("content", start, start + 10, "consortium", "firms that work together")
            yield Match("coproduction", 0.9, True, (span,), "v9")


class BrokenClassifier:
    async def classify(self, _articles: list[Article]) -> list[Classified]:
        raise RuntimeError("a fault of our own")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


def read(
    store: Store,
    workers: Workers,
    answer: Answer,
    *,
    summary: str = "Nobody says for how long.",
    rounds: int = 1,
    classifier: object = None,
    quiet: Callable[[Site], dict[str, datetime]] = lambda _: {},
) -> tuple[list[PageOutcome], Site]:
    """What became of one article's page in some rounds, a day apart."""

    async def run() -> tuple[list[PageOutcome], Site]:
        async with site(answer) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
            store.feeds.add([feed(url=f"{served.url}/feed", full_text=True)], NOW)
            (lease,) = store.feeds.claim_due(NOW, 1)
            new = article(url=f"{served.url}/1", title=TITLE, summary=summary)
            store.feeds.record(lease, outcome(lease, new))
            outcomes = []
            for day in range(rounds):
                judge = classifier or ConsortiumClassifier()
                reader = PageReader(store, fetcher, workers, judge, partial(clock, day), quiet(served))
                outcomes += [await reader.read(one) for one in store.pages.claim_due(clock(day), 10)]
            return outcomes, served

    return asyncio.run(run())


def stored(store: Store) -> ArticlePage:
    (line,) = store.desk.page(DeskFilter(ALL), 5).lines
    found = store.desk.article(line.article_id)
    assert found is not None
    return found


def test_the_text_of_the_page_becomes_the_articles_and_is_what_it_is_judged_by(
    store: Store, workers: Workers
) -> None:
    (outcome,), served = read(store, workers, lambda _: ok(page(*SENTENCES), HTML))
    assert outcome.state is PageState.READ
    found = stored(store)
    assert found.content == "\n".join(SENTENCES)
    assert [one.topic for one in found.matches] == ["coproduction"]
    (span,) = found.matches[0].evidence
    assert found.content[span.start : span.end] == span.text == "consortium"
    (request,) = served.requests
    assert request.headers["accept"].startswith("text/html")
    assert not {"if-none-match", "if-modified-since"} & set(request.headers)


def test_a_page_that_says_no_more_than_the_feed_changes_nothing(
    sqlite_store: Store, workers: Workers
) -> None:
    summary = " ".join(SENTENCES) + " And one more that only the feed has."
    (outcome,), _ = read(sqlite_store, workers, lambda _: ok(page(*SENTENCES), HTML), summary=summary)
    assert outcome.state is PageState.NO_MORE
    found = stored(sqlite_store)
    assert (found.content, found.page_state) == ("", PageState.NO_MORE)
    assert [one.topic for one in found.matches] == ["export-bans"]


@pytest.mark.parametrize("more", ["", " ".join(SENTENCES) + " And one more that only the feed has."])
def test_what_a_page_names_as_the_original_elsewhere_is_credited(
    store: Store, workers: Workers, more: str
) -> None:
    named = page(*SENTENCES, head="<link rel='canonical' href='https://wire.example/7'>")
    (outcome,), _ = read(store, workers, lambda _: ok(named, HTML), summary=more or "In brief.")
    assert (outcome.state is PageState.NO_MORE) is bool(more)
    (line,) = store.desk.page(DeskFilter(ALL), 5).lines
    assert group(store) == 1
    report = store.stories.report(line.article_id)
    assert report is not None
    assert (report.is_copy, report.source.outlet) == (True, "wire.example")
    assert "another site's page" in report.source.why


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (ok(b"%PDF-1.7 \x00", "Content-Type: application/pdf"), Reason.NOT_A_PAGE),
        (ok(b"%PDF-1.7 \x00", HTML), Reason.NOT_A_PAGE),
        (ok(b"\x89PNG\r\n"), Reason.NOT_A_PAGE),
        (ok(b"<html><body></body></html>", HTML), Reason.NO_TEXT),
        (ok(page("Sign in or subscribe to read on. Readers who pay see all that we write."), HTML), Reason.WALL),
        (ok(b"", status="403 Forbidden"), Reason.FORBIDDEN),
        (ok(b"", status="410 Gone"), Reason.GONE),
    ],
)  # fmt: skip
def test_what_no_second_request_would_mend_is_given_up_at_once_with_its_reason(
    sqlite_store: Store, workers: Workers, answer: bytes, reason: Reason
) -> None:
    outcomes, served = read(sqlite_store, workers, lambda _: answer, rounds=3)
    assert [(one.state, one.reason) for one in outcomes] == [(PageState.FAILED, reason)]
    assert len(served.requests) == 1
    found = stored(sqlite_store)
    assert (found.page_state, found.page_reason, found.content) == (PageState.FAILED, reason, "")


@pytest.mark.parametrize(
    ("status", "reason"),
    [("500 Oops", Reason.SERVER_ERROR), ("404 Not Found", Reason.NOT_FOUND), ("304 Not Modified", Reason.BAD_ANSWER)],
)  # fmt: skip
def test_what_may_pass_is_tried_three_times_and_then_given_up(
    sqlite_store: Store, workers: Workers, status: str, reason: Reason
) -> None:
    outcomes, served = read(sqlite_store, workers, lambda _: ok(b"", status=status), rounds=6)
    wanted, failed = PageState.WANTED, PageState.FAILED
    assert [(one.state, one.reason) for one in outcomes] == [
        (state, reason) for state in (wanted, wanted, failed)
    ]
    assert len(served.requests) == 3


def test_a_page_that_is_there_at_the_second_try_is_read(sqlite_store: Store, workers: Workers) -> None:
    answers = iter([ok(b"", status="404 Not Found"), ok(page(*SENTENCES), HTML)])
    outcomes, _ = read(sqlite_store, workers, lambda _: next(answers), rounds=2)
    assert [one.state for one in outcomes] == [PageState.WANTED, PageState.READ]
    assert stored(sqlite_store).page_reason is None


@pytest.mark.reliability(45, 47)
def test_a_page_that_redirects_to_a_private_address_is_refused(sqlite_store: Store, workers: Workers) -> None:
    def answer(_: Request) -> bytes:
        return ok(b"", "Location: http://127.0.0.2/secret", status="302 Found")

    (outcome,), served = read(sqlite_store, workers, answer)
    assert (outcome.state, outcome.reason) == (PageState.FAILED, Reason.REFUSED_ADDRESS)
    assert "public" in outcome.detail
    assert len(served.requests) == 1


def test_a_redirect_to_where_the_page_stands_now_is_followed(sqlite_store: Store, workers: Workers) -> None:
    def answer(request: Request) -> bytes:
        here = request.path == "/moved"
        return (
            ok(page(*SENTENCES), HTML)
            if here
            else ok(b"", "Location: /moved", status="301 Moved Permanently")
        )

    (outcome,), _ = read(sqlite_store, workers, answer)
    assert outcome.state is PageState.READ


@pytest.mark.reliability(35)
def test_a_host_that_asks_to_be_left_alone_is_asked_for_neither_pages_nor_feeds(
    sqlite_store: Store, workers: Workers
) -> None:
    quiet: dict[str, datetime] = {}
    (first,), served = read(
        sqlite_store,
        workers,
        lambda _: ok(b"", "Retry-After: 7200", status="429 Slow down"),
        quiet=lambda _: quiet,
    )
    until = NOW + timedelta(hours=2)
    assert (first.state, first.next_try_at) == (PageState.WANTED, until)
    assert quiet == {"127.0.0.1": until}
    (row,) = sqlite_store.feeds.all()
    assert row.polling.next_poll_at == until
    assert len(served.requests) == 1


def test_a_page_of_a_host_that_is_left_alone_waits_and_no_try_is_lost(
    sqlite_store: Store, workers: Workers
) -> None:
    until = NOW + timedelta(hours=5)
    (outcome,), served = read(
        sqlite_store, workers, lambda _: ok(page(*SENTENCES), HTML), quiet=lambda _: {"127.0.0.1": until}
    )
    assert (outcome.state, outcome.tries, outcome.next_try_at) == (PageState.WANTED, 0, until)
    assert served.requests == []


def test_a_fault_of_our_own_is_tried_again_and_never_raised(sqlite_store: Store, workers: Workers) -> None:
    (outcome,), _ = read(
        sqlite_store, workers, lambda _: ok(page(*SENTENCES), HTML), classifier=BrokenClassifier()
    )
    assert (outcome.state, outcome.reason) == (PageState.WANTED, Reason.PARSE_CRASH)
    assert "a fault of our own" in outcome.detail


@pytest.mark.reliability(18)
def test_a_page_that_takes_too_long_to_read_ends_its_process_and_is_given_up(sqlite_store: Store) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(60_000))
    hostile = f"<html><body><p {attributes}>{'text ' * 90}</p></body></html>".encode()
    with Workers(1, 1.5) as short:
        outcomes, _ = read(sqlite_store, short, lambda _: ok(hostile, HTML), rounds=2)
    assert [(one.state, one.reason) for one in outcomes] == [(PageState.FAILED, Reason.PARSE_TIMEOUT)]
