"""What the most trusted feed readers are judged by: validators as received, nothing uncalled-for, one at a time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from monitor.feeds.http import Fetcher
from monitor.feeds.request import request_for
from monitor.feeds.schedule import after_good
from monitor.model import Feed, Fetched, FetchRequest, FetchResult, Lease, NotModified, Polling, Reason
from tests.samples import NOW
from tests.sites import (
    GAP,
    PUBLIC,
    Answer,
    Request,
    Site,
    a_public_address,
    ok,
    reason,
    sent_to,
    settings,
    site,
)

HOUR = timedelta(hours=1)


def polls(answer: Answer, number: int) -> tuple[list[Request], Polling]:
    """What a server is asked by so many good polls of one feed, and what is known of it in the end."""

    async def run() -> tuple[list[Request], Polling]:
        polling = Polling(next_poll_at=NOW)
        async with site(answer) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
            feed = Feed(f"{served.url}/feed?a=1", "Outlet")
            for _ in range(number):
                result = await fetcher.fetch(request_for(Lease(1, "token", NOW + HOUR, feed, polling)))
                assert isinstance(result, Fetched | NotModified), result
                polling = after_good(polling, result, None, NOW, HOUR)
            return served.requests, polling

    return asyncio.run(run())


def validators(request: Request) -> list[str]:
    """The lines of a request that make it conditional, byte for byte."""
    return [line for line in request.lines if line.lower().startswith("if-")]


@pytest.mark.reliability(33)
@pytest.mark.parametrize(
    "etag",
    [
        '"1"',
        'W/"x"',
        "unquoted",
        '"with, comma"',
        '"a \\"b\\" c"',
        '""',
        'w/"small"',
        '"unclosed',
        "0" * 1_900,
    ],
)
@pytest.mark.parametrize(
    "modified",
    [
        *(
            "Fri, 20 Nov 2026 06:00:00 GMT",
            "Fri, 20 Nov 2099 06:00:00 GMT",
            "2026-11-20T06:00:00Z",
            "yesterday",
        ),
        *("fri, 20 nov 2026 6:00:00 gmt", "0", ""),
    ],
)
def test_validators_go_back_byte_for_byte(etag: str, modified: str) -> None:
    sent = {"If-None-Match": etag, "If-Modified-Since": modified}
    expected = [f"{name}: {value}" for name, value in sent.items() if value]

    def answer(request: Request) -> bytes:
        if validators(request) == expected:
            return ok(b"", status="304 Not Modified")
        return ok(b"<rss/>", f"ETag: {etag}", f"Last-Modified: {modified}")

    (first, *later), polling = polls(answer, 4)
    assert validators(first) == []
    assert [validators(request) for request in later] == [expected] * 3
    assert (polling.etag, polling.last_modified) == (etag, modified)


@pytest.mark.reliability(33)
@pytest.mark.parametrize("etag", ["", "ü", '"\xff"', "x" * 2_500, '"' + "y" * 8_192 + '"', '"a\tb"'])
def test_a_validator_that_could_not_go_back_unchanged_is_dropped(etag: str) -> None:
    (_, second), polling = polls(lambda _: ok(b"<rss/>", f"ETag: {etag}"), 2)
    assert validators(second) == []
    assert polling.etag == ""


@pytest.mark.reliability(33)
def test_a_validator_that_changes_each_time_goes_back_as_it_last_was() -> None:
    tags: Iterator[int] = iter(range(10))
    requests, _ = polls(lambda _: ok(b"<rss/>", f'ETag: "{next(tags)}"'), 4)
    assert [validators(request) for request in requests] == [
        [],
        ['If-None-Match: "0"'],
        ['If-None-Match: "1"'],
        ['If-None-Match: "2"'],
    ]


@pytest.mark.reliability(33)
def test_a_validator_that_a_server_no_longer_gives_is_not_sent_any_more() -> None:
    answers = iter([ok(b"<rss/>", 'ETag: "1"'), ok(b"<rss> </rss>"), ok(b"<rss/>")])
    requests, _ = polls(lambda _: next(answers), 3)
    assert [validators(request) for request in requests] == [[], ['If-None-Match: "1"'], []]


@pytest.mark.reliability(32, 33)
def test_a_304_leaves_the_validators_as_they_were() -> None:
    answers = iter([ok(b"<rss/>", 'ETag: "1"'), *[ok(b"", 'ETag: "2"', status="304 Not Modified")] * 2])
    requests, _ = polls(lambda _: next(answers), 3)
    assert [validators(request) for request in requests[1:]] == [['If-None-Match: "1"']] * 2


def test_a_poll_sends_no_cookie_no_referrer_and_no_parameter_of_its_own() -> None:
    cookie = "Set-Cookie: visitor=1; Path=/; Max-Age=99999999"
    requests, _ = polls(lambda _: ok(b"<rss/>", cookie), 3)
    for request in requests:
        assert request.path == "/feed?a=1"
        assert request.headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}
        assert "gzip" in request.headers["accept-encoding"]


async def slowly(reply: bytes) -> AsyncIterator[bytes]:
    await asyncio.sleep(0.01)
    yield reply


def ask(number: int, *, person_waits: bool = False) -> tuple[Site, list[tuple[float, float]]]:
    """So many requests at once to one public host, and when each of them was begun and ended there (seconds)."""
    times: list[tuple[float, float]] = []

    async def answer(_: Request) -> AsyncIterator[bytes]:
        clock = asyncio.get_running_loop().time
        began = clock()
        await asyncio.sleep(0.01)
        times.append((began, clock()))
        yield ok(b"<rss/>")

    async def run() -> Site:
        async with site(answer, PUBLIC) as served:
            ports = settings(allowed_hosts=(), allowed_ports=(served.port,))
            async with Fetcher(ports, "Wiredesk/test") as fetcher:
                requests = [
                    FetchRequest(f"{served.url}/{path}", person_waits=person_waits) for path in range(number)
                ]
                results = await asyncio.gather(*map(fetcher.fetch, requests))
                assert all(isinstance(result, Fetched) for result in results), results
            return served

    return asyncio.run(run()), times


@pytest.mark.reliability(37)
def test_twelve_feeds_on_one_host_are_never_asked_for_two_at_once_and_spaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_public_address(monkeypatch)
    served, times = ask(12)
    assert served.most_at_once == 1
    assert len(times) == 12
    assert all(began >= ended + GAP.total_seconds() - 0.001 for (_, ended), (began, _) in pairwise(times))


@pytest.mark.reliability(37)
def test_a_person_waits_for_no_gap_but_still_for_the_request_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_public_address(monkeypatch)
    monkeypatch.setattr("monitor.feeds.http.HOST_GAP", HOUR)
    served, times = ask(4, person_waits=True)
    assert served.most_at_once == 1
    assert len(times) == 4


@pytest.mark.reliability(37)
def test_feeds_that_redirect_to_one_host_take_turns_there_too() -> None:
    """As do those of a large platform; each host's own door is another one."""

    async def run() -> Site:
        doors = [f"127.0.0.{number}" for number in range(3, 9)]
        opened = settings(allowed_hosts=(*doors, "127.0.0.1"))
        async with (
            site(lambda _: slowly(ok(b"<rss/>"))) as platform,
            site(lambda _: sent_to(f"{platform.url}/feed"), "0.0.0.0") as door,
            Fetcher(opened, "Wiredesk/test") as fetcher,
        ):
            urls = [f"http://{address}:{door.port}/" for address in doors]
            results = await asyncio.gather(*(fetcher.fetch(FetchRequest(url)) for url in urls))
            assert all(isinstance(result, Fetched) for result in results), results
            return platform

    platform = asyncio.run(run())
    assert len(platform.requests) == 6
    assert platform.most_at_once == 1


@pytest.mark.reliability(37)
def test_two_hosts_that_redirect_to_each_other_do_not_wait_for_each_other_for_ever() -> None:
    async def run() -> list[FetchResult]:
        opened = settings(allowed_hosts=("127.0.0.1", "127.0.0.2"))
        crossing = {"/feed": "127.0.0.2", "/rss": "127.0.0.1"}

        def answer(request: Request) -> AsyncIterator[bytes]:
            other = crossing.get(request.path)
            return slowly(sent_to(f"http://{other}:{served.port}/") if other else ok(b"<rss/>"))

        async with site(answer, "0.0.0.0") as served, Fetcher(opened, "Wiredesk/test") as fetcher:
            urls = [f"http://127.0.0.1:{served.port}/feed", f"http://127.0.0.2:{served.port}/rss"]
            return await asyncio.gather(*(fetcher.fetch(FetchRequest(url)) for url in urls))

    assert all(isinstance(result, Fetched) for result in asyncio.run(run()))


@pytest.mark.reliability(35)
def test_a_host_that_asked_for_peace_is_left_alone_by_every_request_until_then() -> None:
    """Also where one host sends us on to it, and by those that were in line already."""
    now = [NOW]

    async def run() -> Site:
        answers = iter([ok(b"", "Retry-After: 7200", status="429 Too Many Requests"), ok(b"<rss/>")])
        opened = settings(allowed_hosts=("127.0.0.1", "127.0.0.2"))
        async with (
            site(lambda _: next(answers)) as served,
            site(lambda _: sent_to(served.url), "127.0.0.2") as door,
            Fetcher(opened, "Wiredesk/test", lambda: now[0]) as fetcher,
        ):
            plain, hub = FetchRequest(served.url), FetchRequest(served.url, form={"a": "b"})
            person, elsewhere = FetchRequest(served.url, person_waits=True), FetchRequest(door.url)
            told, *refused = await asyncio.gather(*map(fetcher.fetch, (plain, plain, hub, person, elsewhere)))
            assert (reason(told), told.retry_after) == (Reason.RATE_LIMITED, "7200")
            now[0] += 119 * timedelta(minutes=1)
            refused.append(await fetcher.fetch(plain))
            assert {reason(result) for result in refused} == {Reason.RATE_LIMITED}
            assert [result.retry_after for result in refused] == ["7200"] * 4 + ["60"]
            assert len(served.requests) == 1
            now[0] += timedelta(minutes=1)
            assert isinstance(await fetcher.fetch(plain), Fetched)
            return served

    assert len(asyncio.run(run()).requests) == 2
