"""Politeness over minutes, days and restarts: whole polls of a real server by a clock that the test moves."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import Feed
from monitor.pipeline.pace import SharedBudget, fixed
from monitor.pipeline.polling import Poller, PollReport
from monitor.pipeline.rounds import poll_all
from monitor.pipeline.workers import Workers
from monitor.store import Store, open_store
from monitor.store.migrate import upgrade
from tests.pipeline.polled import DAY, HOUR, MINUTE, RSS, NoTopics, desk
from tests.samples import NOW
from tests.sites import Answer, Request, ok, settings, site


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


class NoWorkers:
    """Reads nothing."""

    async def run(self, *_: object) -> None:
        pytest.fail("a body was read")


def unconditional(request: Request) -> bool:
    return not {"if-none-match", "if-modified-since"} & request.headers.keys()


@pytest.mark.reliability(32)
def test_a_304_is_not_read_and_changes_nothing_but_the_check_times(store: Store, workers: Workers) -> None:
    def answer(request: Request) -> bytes:
        if unconditional(request):
            return ok(RSS, 'ETag: "1"')
        return ok(b"", status="304 Not Modified")

    async def run() -> None:
        async with desk(store, workers, answer) as found:
            await found.round()
            before = found.row
            found.poller = replace(found.poller, workers=NoWorkers())
            found.now += 2 * DAY
            (report,) = await found.round()
            assert (report.unchanged, report.reason) == (True, None)
            after = found.row
            times = ("next_poll_at", "last_polled_at", "last_good_at")
            assert after.polling.last_polled_at == after.polling.last_good_at == found.now
            same = {name: getattr(before.polling, name) for name in times}
            assert replace(after, polling=replace(after.polling, **same)) == before

    asyncio.run(run())


@pytest.mark.reliability(34)
def test_a_server_that_ignores_validators_costs_one_reading_and_no_new_item(
    store: Store, workers: Workers
) -> None:
    async def run() -> None:
        async with desk(store, workers, lambda _: ok(RSS, 'ETag: "1"')) as found:
            (first,) = await found.round()
            assert first.new == 1
            found.poller = replace(found.poller, workers=NoWorkers())
            for _ in range(5):
                found.now += 2 * DAY
                (report,) = await found.round()
                assert (report.new, report.unchanged, report.reason) == (0, True, None)
            assert [unconditional(request) for request in found.served.requests] == [True] + [False] * 5

    asyncio.run(run())


@pytest.mark.reliability(33, 34)
def test_a_validator_that_changes_with_each_answer_causes_no_reading_either(
    store: Store, workers: Workers
) -> None:
    tags = iter(range(10))

    async def run() -> None:
        async with desk(store, workers, lambda _: ok(RSS, f'ETag: "{next(tags)}"')) as found:
            await found.round()
            found.poller = replace(found.poller, workers=NoWorkers())
            for _ in range(3):
                found.now += 2 * DAY
                (report,) = await found.round()
                assert report.unchanged
            sent = [request.headers.get("if-none-match") for request in found.served.requests]
            assert sent == [None, '"0"', '"1"', '"2"']

    asyncio.run(run())


def restarted_every(step: timedelta, times: int, folder: Path, workers: Workers, answer: Answer) -> list[str]:
    """The paths that a server is asked for by a desk of twelve feeds that starts anew every so often, in that order."""
    folder.mkdir(exist_ok=True)
    url = f"sqlite:///{folder / 'wiredesk.db'}"

    async def run() -> list[str]:
        async with site(answer) as served:
            for number in range(times):
                store = open_store(url)
                if number == 0:
                    upgrade(store.database)
                    store.feeds.add([Feed(f"{served.url}/{n}", f"Feed {n}") for n in range(12)], NOW)
                now = NOW + number * step
                async with Fetcher(settings(), "Wiredesk/test") as fetcher:
                    pace = SharedBudget(store, 30 * MINUTE)
                    poller = Poller(
                        store, fetcher, workers, NoTopics(), pace, lambda now=now: now, 30 * MINUTE
                    )
                    await poll_all(poller, store.feeds.claim_due(now, 100), 8, lambda _: None)
                store.close()
            assert served.most_at_once == 1
            return [request.path for request in served.requests]

    return asyncio.run(run())


@pytest.mark.reliability(37)
def test_a_restart_every_minute_for_an_hour_polls_each_feed_at_most_once(
    tmp_path: Path, workers: Workers
) -> None:
    asked = restarted_every(
        MINUTE, 60, tmp_path, workers, lambda _: ok(RSS, 'ETag: "1"', "Cache-Control: max-age=3600")
    )
    assert Counter(asked) == {f"/{number}": 1 for number in range(12)}


@pytest.mark.reliability(35)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Unavailable"])
def test_a_wait_that_a_server_asked_for_survives_restarts(
    tmp_path: Path, workers: Workers, status: str
) -> None:
    """Nobody who was in line for the host is told to go away too, and after it all feeds are asked."""
    answers = iter([ok(RSS), ok(b"", "Retry-After: 10800", status=status), *[ok(RSS)] * 10])
    asked = restarted_every(10 * MINUTE, 18, tmp_path / "early", workers, lambda _: next(answers))
    assert len(asked) == 2
    answers = iter([ok(RSS), ok(b"", "Retry-After: 10800", status=status), *[ok(RSS)] * 30])
    asked = restarted_every(200 * MINUTE, 2, tmp_path / "late", workers, lambda _: next(answers))
    assert set(asked) == {f"/{number}" for number in range(12)}


def test_a_lease_is_kept_while_its_feed_waits_for_its_turn(
    sqlite_store: Store, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round whose feeds are all on one host takes longer than a lease lasts."""
    monkeypatch.setattr("monitor.pipeline.rounds.RENEWAL", timedelta(milliseconds=20))
    taken_over = []

    async def run() -> list[PollReport]:
        async def answer(_: Request) -> AsyncIterator[bytes]:
            found.now += 4 * MINUTE
            await asyncio.sleep(0.2)  # in which leases are renewed
            taken_over.extend(sqlite_store.feeds.claim_due(found.now, 100))
            yield ok(RSS)

        async with desk(sqlite_store, workers, answer, *(f"/{number}" for number in range(5))) as found:
            found.poller = replace(found.poller, pace=fixed(30 * DAY))
            return await found.round()

    reports = asyncio.run(run())
    assert taken_over == []
    assert [report.recorded for report in reports] == [True] * 5


def test_only_a_lease_that_is_still_held_is_renewed(store: Store) -> None:
    store.feeds.add([Feed("https://outlet.example/feed", "Outlet")], NOW)
    (lost,) = store.feeds.claim_due(NOW, 1)
    (held,) = store.feeds.claim_due(NOW + 6 * MINUTE, 1)
    store.feeds.renew([lost], NOW + HOUR)
    store.feeds.renew([held], NOW + 10 * MINUTE)
    assert store.feeds.claim_due(NOW + 14 * MINUTE, 1) == []
    assert len(store.feeds.claim_due(NOW + 15 * MINUTE, 1)) == 1
