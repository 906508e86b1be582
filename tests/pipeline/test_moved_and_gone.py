"""Feeds that move, or are gone, over weeks and months: whole polls of a real server."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from monitor.model import Reason
from monitor.pipeline.workers import Workers
from monitor.store import Store
from tests.pipeline.polled import DAILY, DAY, PAGE, desk
from tests.samples import NOW
from tests.sites import Request, ok, sent_to


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


@pytest.mark.reliability(39)
@pytest.mark.parametrize("code", [302, 303, 307])
def test_a_passing_redirect_is_followed_for_months_and_never_adopted(
    sqlite_store: Store, workers: Workers, code: int
) -> None:
    async def run() -> None:
        def answer(request: Request) -> bytes:
            return sent_to("/new", code) if request.path == "/feed" else DAILY

        async with desk(sqlite_store, workers, answer) as found:
            await found.until(NOW + 60 * DAY)
            assert found.row.feed.url == f"{found.served.url}/feed"
            asked = [request.path for request in found.served.requests]
            assert asked == ["/feed", "/new"] * (len(asked) // 2)

    asyncio.run(run())


@pytest.mark.reliability(38, 39)
@pytest.mark.parametrize("code", [301, 308])
def test_a_permanent_redirect_is_adopted_after_a_week_of_feeds_at_its_end(
    sqlite_store: Store, workers: Workers, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        def answer(request: Request) -> bytes:
            return sent_to("/new", code) if request.path == "/feed" else DAILY

        async with desk(sqlite_store, workers, answer) as found:
            await found.until(NOW + 7 * DAY)
            assert found.row.feed.url == f"{found.served.url}/feed"
            await found.until(NOW + 10 * DAY)
            assert found.row.feed.url == f"{found.served.url}/new"

    asyncio.run(run())
    assert "has moved to" in caplog.text


@pytest.mark.reliability(38)
def test_one_permanent_redirect_that_was_a_mistake_changes_nothing(
    sqlite_store: Store, workers: Workers
) -> None:
    async def run() -> None:
        def answer(request: Request) -> bytes:
            by_mistake = NOW + 2 * DAY <= found.now < NOW + 3 * DAY
            return sent_to("/oops", 301) if by_mistake and request.path == "/feed" else DAILY

        async with desk(sqlite_store, workers, answer) as found:
            await found.until(NOW + 30 * DAY)
            assert found.row.feed.url == f"{found.served.url}/feed"
            assert any(request.path == "/oops" for request in found.served.requests)

    asyncio.run(run())


@pytest.mark.reliability(39)
def test_the_address_of_a_parked_domain_is_never_adopted_and_the_feed_comes_back(
    sqlite_store: Store, workers: Workers
) -> None:
    async def run() -> None:
        def answer(request: Request) -> bytes:
            if request.path == "/parked":
                return ok(PAGE, "Content-Type: text/html")
            return sent_to("/parked", 301) if found.now < NOW + 30 * DAY else DAILY

        async with desk(sqlite_store, workers, answer) as found:
            await found.until(NOW + 30 * DAY)
            row = found.row
            assert row.feed.url == f"{found.served.url}/feed"
            assert row.polling.reason is Reason.NOT_A_FEED
            assert row.polling.failing_since == NOW
            await found.until(NOW + 32 * DAY)
            assert found.row.polling.reason is None

    asyncio.run(run())


@dataclass(frozen=True)
class Trouble:
    answer: Callable[[], bytes]
    reason: Reason
    weekly: bool = False  # is what it comes to: a server that says so for long is believed


TROUBLES = {
    "404": Trouble(lambda: ok(b"", status="404 Not Found"), Reason.NOT_FOUND, weekly=True),
    "410": Trouble(lambda: ok(b"", status="410 Gone"), Reason.GONE, weekly=True),
    "401": Trouble(lambda: ok(b"", status="401 Unauthorized"), Reason.FORBIDDEN),
    "403": Trouble(lambda: ok(b"", status="403 Forbidden"), Reason.FORBIDDEN),
    "451": Trouble(lambda: ok(b"", status="451 Unavailable For Legal Reasons"), Reason.FORBIDDEN),
    "500": Trouble(lambda: ok(b"", status="500 Oops"), Reason.SERVER_ERROR),
    "nothing": Trouble(lambda: b"", Reason.BAD_ANSWER),
    "a page": Trouble(lambda: ok(PAGE, "Content-Type: text/html"), Reason.NOT_A_FEED),
}


@pytest.mark.reliability(40)
@pytest.mark.parametrize("name", TROUBLES)
def test_a_feed_in_trouble_is_asked_ever_more_seldom_never_given_up_and_back_at_the_first_good_answer(
    sqlite_store: Store, workers: Workers, name: str
) -> None:
    trouble, ill, well = TROUBLES[name], NOW + DAY, NOW + 90 * DAY

    async def run() -> None:
        def answer(_: Request) -> bytes:
            return trouble.answer() if ill <= found.now < well else DAILY

        async with desk(sqlite_store, workers, answer) as found:
            await found.until(ill)
            last_good, polls = found.row.polling.last_good_at, []
            for days, most in ((1, 8), (3, 10), (30, 37)):
                polls += await found.until(ill + days * DAY)
                assert days // 7 < len(polls) <= most
            polling = found.row.polling
            assert (polling.reason, polling.failures) == (trouble.reason, len(polls))
            assert (polling.failing_since, polling.last_good_at) == (polls[0], last_good)
            polls = await found.until(well)
            longest = 7 * DAY if trouble.weekly else DAY
            assert max(later - sooner for sooner, later in pairwise(polls)) == longest
            await found.until(well + 8 * DAY)
            polling = found.row.polling
            assert (polling.reason, polling.failures, polling.failing_since) == (None, 0, None)

    asyncio.run(run())
