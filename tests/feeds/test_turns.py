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
        assert turns.in_line == 0
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


def turns_of(*wanted: tuple[str, float]) -> list[str]:
    """The order in which these get their turns at one host: name and gap of each, in the order they came."""

    async def run() -> list[str]:
        turns, order, at_once, busy = Turns(), [], [], 0

        async def visit(name: str, gap: float) -> None:
            nonlocal busy
            async with turns.of("o.example", gap):
                busy += 1
                order.append(name)
                await asyncio.sleep(0)
                at_once.append(busy)
                busy -= 1

        await asyncio.gather(*(visit(name, gap) for name, gap in wanted))
        assert set(at_once) == {1}
        return order

    return asyncio.run(run())


def test_those_who_wait_for_the_gap_keep_their_order() -> None:
    assert turns_of(*((str(number), 0.02) for number in range(6))) == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.reliability(37)
def test_who_need_not_keep_the_gap_goes_by_those_who_wait_for_it_but_never_beside_the_one_whose_turn_it_is() -> (
    None
):
    order = turns_of(("first", 0.05), ("poll", 0.05), ("next poll", 0.05), ("person", 0))
    assert order == ["first", "person", "poll", "next poll"]


def test_one_who_gives_up_waiting_leaves_the_line_in_order() -> None:
    async def run() -> None:
        turns = Turns()
        async with turns.of("o.example", 30):
            waiting = asyncio.create_task(turns.of("o.example", 30).__aenter__())
            await asyncio.sleep(0)
            assert turns.in_line == 1
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        assert turns.in_line == 0
        async with asyncio.timeout(5), turns.of("o.example", 0):
            pass

    asyncio.run(run())
