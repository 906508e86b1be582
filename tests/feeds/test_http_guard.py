"""The guard holds at the moment of connecting, on every hop, whatever an address says or its name resolved to before.

127.0.0.2 stands for the public internet here, and 127.0.0.1 for everything that must not be reached.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.feeds.http import Fetcher
from monitor.model import Fetched, FetchRequest, FetchResult, Reason
from tests.sites import (
    PRIVATE,
    PUBLIC,
    Answer,
    Site,
    a_public_address,
    fetch_url,
    ok,
    reason,
    sent_to,
    settings,
    site,
)

REFUSED = Reason.REFUSED_ADDRESS
NUMBERS = (  # ways to write 127.0.0.1 and its like
    *("2130706433", "0x7f.1", "127.1", "0177.0.0.1", "0x7f000001", "017700000001", "0", "127.0.0.1."),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[0:0:0:0:0:0:0:1]"),
    *(
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    ),
    *("localhost", "localhost.", "LOCALHOST", "localhost.localdomain", "ip6-localhost"),
    *("１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "[fe80::1%25lo]", "%31%32%37.0.0.1"),
    *("a@127.0.0.1", "outlet.example@127.0.0.1", "outlet.example:80@127.0.0.1", "a:b@127.0.0.1:80"),
    *(
        "127.0.0.1\\@outlet.example",
        "outlet.example\\@127.0.0.1",
        "127.0.0.1%2f@localhost",
        "127.0.0.1#@x",
        "127.0.0.1?@x",
    ),
)
PLACES = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
    *("169.254.169.254", "100.64.0.1", "224.0.0.1", "239.255.255.255", "255.255.255.255", "192.0.0.1"),
    *("[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[ff02::1]", "[ff0e::1]"),
)


@pytest.fixture(scope="module")
def guarded() -> Iterator[Callable[[str], FetchResult]]:
    """Fetches with the guard of an installation that opens nothing."""
    with asyncio.Runner() as runner:
        fetcher = runner.run(Fetcher(settings(allowed_hosts=()), "Wiredesk/test").__aenter__())
        yield lambda url: runner.run(fetcher.fetch(FetchRequest(url, person_waits=True)))
        runner.run(fetcher.__aexit__(None, None, None))


@pytest.mark.reliability(41)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_private_addresses_are_refused(
    guarded: Callable[[str], FetchResult], place: str, scheme: str
) -> None:
    result = guarded(f"{scheme}://{place}/feed")
    assert (reason(result), result.detail) == (REFUSED, "not a public address")


@pytest.mark.reliability(42)
@pytest.mark.parametrize("number", NUMBERS)
def test_private_addresses_are_refused_however_they_are_written(
    guarded: Callable[[str], FetchResult], number: str
) -> None:
    # one resolver reads the odd spellings as addresses, another knows no such name: neither connects
    assert reason(guarded(f"http://{number}/")) in (REFUSED, Reason.DNS)


@dataclass
class Names(AbstractResolver):
    """A name server of our own: what a name resolves to, the first time, the second time, and so on."""

    known: dict[str, list[list[str]]]

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        answers = self.known.get(host.rstrip("."))
        if answers is None:
            raise OSError(None, "no such name")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        pass


def names(monkeypatch: pytest.MonkeyPatch, **known: list[list[str]]) -> None:
    """Let every fetcher that is made from now on resolve <name>.example by this."""
    found = {f"{name}.example": answers for name, answers in known.items()}
    monkeypatch.setattr(aiohttp.connector, "DefaultResolver", lambda **_: Names(found))


@asynccontextmanager
async def worlds(public: Answer, **changes: object) -> AsyncIterator[tuple[Site, Site, Fetcher]]:
    """A public site and a private one at the same port, and a fetcher that may not reach the second."""
    async with (
        site(public, PUBLIC) as outlet,
        site(lambda _: ok(b"secret"), PRIVATE, outlet.port) as intranet,
    ):
        open_ports = settings(**{"allowed_hosts": (), "allowed_ports": (outlet.port,), **changes})
        async with Fetcher(open_ports, "Wiredesk/test") as fetcher:
            yield outlet, intranet, fetcher


@pytest.mark.reliability(43)
def test_a_public_name_for_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    a_public_address(monkeypatch)
    names(monkeypatch, good=[[PUBLIC]], bad=[[PRIVATE]], both=[[PRIVATE, "127.0.0.3"]])

    async def run() -> list[FetchResult]:
        async with worlds(lambda _: ok(b"<rss/>")) as (outlet, intranet, fetcher):
            hosts = ("good", "bad", "both")
            results = [
                await fetcher.fetch(FetchRequest(f"http://{host}.example:{outlet.port}/")) for host in hosts
            ]
            assert intranet.requests == []
            return results

    good, *refused = asyncio.run(run())
    assert isinstance(good, Fetched)
    assert [reason(result) for result in refused] == [REFUSED, REFUSED]


@pytest.mark.reliability(44)
def test_a_name_that_answers_public_first_and_private_second_is_refused_the_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_public_address(monkeypatch)
    names(monkeypatch, rebinding=[[PUBLIC], [PRIVATE], [PUBLIC], [PRIVATE, PRIVATE]])

    async def run() -> list[FetchResult]:
        async with worlds(lambda _: ok(b"<rss/>")) as (outlet, intranet, fetcher):
            request = FetchRequest(f"http://rebinding.example:{outlet.port}/")
            results = [await fetcher.fetch(request) for _ in range(4)]
            assert intranet.requests == []
            return results

    first, second, third, fourth = asyncio.run(run())
    assert isinstance(first, Fetched)
    assert isinstance(third, Fetched)
    assert reason(second) is reason(fourth) is REFUSED


@pytest.mark.reliability(44)
def test_where_a_name_has_a_public_and_a_private_address_only_the_public_one_is_connected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_public_address(monkeypatch)
    names(monkeypatch, mixed=[[PRIVATE, PUBLIC]])

    async def run() -> FetchResult:
        async with worlds(lambda _: ok(b"<rss/>")) as (outlet, intranet, fetcher):
            result = await fetcher.fetch(FetchRequest(f"http://mixed.example:{outlet.port}/"))
            assert intranet.requests == []
            return result

    result = asyncio.run(run())
    assert isinstance(result, Fetched)
    assert result.body == b"<rss/>"


@pytest.mark.reliability(45)
@pytest.mark.parametrize("hop", [1, 5])
def test_a_public_address_that_redirects_to_a_private_one_is_refused_on_any_hop(
    monkeypatch: pytest.MonkeyPatch, hop: int
) -> None:
    a_public_address(monkeypatch)

    async def run() -> FetchResult:
        def answer(request) -> bytes:
            done = int(request.path.removeprefix("/")) + 1
            return sent_to(f"/{done}" if done < hop else intranet.url)

        async with worlds(answer) as (outlet, intranet, fetcher):
            result = await fetcher.fetch(FetchRequest(f"{outlet.url}/0"))
            assert len(outlet.requests) == hop
            assert intranet.requests == []
            return result

    assert reason(asyncio.run(run())) is REFUSED


@pytest.mark.reliability(46)
def test_months_of_good_polls_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a_public_address(monkeypatch)

    async def run() -> list[FetchResult]:
        def answer(_) -> bytes:
            return ok(b"<rss/>") if len(outlet.requests) <= 30 else sent_to(f"{intranet.url}/admin", 301)

        async with worlds(answer) as (outlet, intranet, fetcher):
            request = FetchRequest(f"{outlet.url}/feed", person_waits=True)
            results = [await fetcher.fetch(request) for _ in range(31)]
            assert intranet.requests == []
            return results

    *good, last = asyncio.run(run())
    assert all(isinstance(result, Fetched) for result in good)
    assert reason(last) is REFUSED


@pytest.mark.reliability(48)
@pytest.mark.parametrize("variable", ["http_proxy", "https_proxy", "all_proxy"])
def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    a_public_address(monkeypatch)

    async def run() -> FetchResult:
        async with worlds(lambda _: ok(b"<rss/>")) as (outlet, intranet, _):
            monkeypatch.setenv(variable, intranet.url)
            monkeypatch.setenv(variable.upper(), intranet.url)
            monkeypatch.delenv("no_proxy", raising=False)
            ports = settings(allowed_hosts=(), allowed_ports=(outlet.port,))
            async with Fetcher(ports, "Wiredesk/test") as fetcher:
                refused = await fetcher.fetch(FetchRequest(f"http://127.0.0.9:{outlet.port}/"))
                assert reason(refused) is REFUSED
                good = await fetcher.fetch(FetchRequest(outlet.url))
            assert intranet.requests == []
            return good

    assert isinstance(asyncio.run(run()), Fetched)


@pytest.mark.reliability(49)
@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8080, 9200])
def test_only_the_ports_of_the_web_are_asked(guarded: Callable[[str], FetchResult], port: int) -> None:
    result = guarded(f"http://192.0.2.1:{port}/")
    assert (reason(result), result.detail) == (REFUSED, f"port {port}")


@pytest.mark.reliability(49)
def test_a_configured_port_is_asked_and_the_others_then_are_not() -> None:
    assert fetch_url("http://10.0.0.1:8080/", allowed_ports=(8080,)).detail == "not a public address"
    assert fetch_url("http://10.0.0.1/", allowed_ports=(8080,)).detail == "port 80"


@pytest.mark.reliability(50)
def test_the_operator_opens_one_host_and_no_other_and_it_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    names(monkeypatch, intranet=[[PRIVATE]], other=[[PRIVATE]])

    async def run(port: int, *urls: str) -> list[FetchResult]:
        opened = settings(allowed_hosts=("intranet.example",), allowed_ports=(port,))
        async with Fetcher(opened, "Wiredesk/test") as fetcher:
            return [await fetcher.fetch(FetchRequest(url)) for url in urls]

    async def main() -> list[FetchResult]:
        async with site(lambda _: ok(b"<rss/>")) as served:
            hosts = ("INTRANET.example", "intranet.example.", "other.example", PRIVATE, "localhost", "[::1]")
            return await run(served.port, *(f"http://{host}:{served.port}/" for host in hosts))

    with caplog.at_level(logging.WARNING, "monitor.feeds.http"):
        opened, dotted, *others = asyncio.run(main())
    assert isinstance(opened, Fetched)
    assert isinstance(dotted, Fetched)
    assert {reason(result) for result in others} <= {REFUSED, Reason.DNS}
    assert [record.getMessage() for record in caplog.records] == [
        "Private addresses are open to these hosts: intranet.example"
    ]


@pytest.mark.reliability(50)
def test_an_opened_host_may_not_send_us_to_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> FetchResult:
        async with (
            site(lambda _: ok(b"secret"), "127.0.0.3") as secret,
            site(lambda _: sent_to(secret.url)) as served,
            Fetcher(settings(allowed_ports=(secret.port,)), "Wiredesk/test") as fetcher,
        ):
            result = await fetcher.fetch(FetchRequest(served.url))
            assert secret.requests == []
            return result

    assert reason(asyncio.run(run())) is REFUSED


def test_without_opened_hosts_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    fetch_url("http://10.0.0.1/", allowed_hosts=())
    assert caplog.records == []
