"""Requests to one host come one after the other, with a gap; hosts do not wait for each other."""

import asyncio
from itertools import pairwise

import pytest

from monitor.feeds.turns import Turns


def visits(*hosts: str, gap: float, fail: bool = False) -> list[tuple[str, float, float]]:
    """Host, begin and end (seconds) of requests that all want to start at once and take 20 ms each."""

    async def run() -> list[tuple[str, float, float]]:
        turns, clock = Turns(), asyncio.get_running_loop().time
        began = clock()
        seen: list[tuple[str, float, float]] = []

        async def visit(host: str) -> None:
            async with turns.of(host, gap):
                start = clock()
                await asyncio.sleep(0.02)
                seen.append((host, start - began, clock() - began))
                if fail:
                    raise ConnectionError

        await asyncio.gather(*map(visit, hosts), return_exceptions=True)
        return seen

    return asyncio.run(run())


@pytest.mark.reliability(37)
@pytest.mark.parametrize("fail", [False, True])
def test_twelve_requests_to_one_host_are_never_two_at_once_and_spaced(fail: bool) -> None:
    times = visits(*["o.example"] * 12, gap=0.03, fail=fail)
    assert len(times) == 12
    for (_, _, ended), (_, began, _) in pairwise(times):
        assert began >= ended + 0.029


def test_the_first_request_to_a_host_does_not_wait_and_other_hosts_do_not_either() -> None:
    times = visits("a.example", "b.example", "c.example", gap=30)
    assert all(began < 5 for _, began, _ in times)
    assert {host for host, _, _ in times} == {"a.example", "b.example", "c.example"}
