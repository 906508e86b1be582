"""Drives the contenders, taking turns, through the three workloads, and checks that each did all of its work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.contenders import Contender
from tests.bench.feed import ITEMS
from tests.bench.measure import Usage
from tests.bench.served import ServedWorld

WORKLOADS = ("cold", "idle", "trickle", "distant")
DISTANCE = 0.2  # seconds that every answer takes when the world is distant
TRICKLE = 0.1  # of the feeds have one new item


@dataclass(frozen=True)
class Expected:
    """What a workload must come to."""

    feeds: int
    items: int  # new ones
    unchanged: int  # requests that are answered 304


@dataclass(frozen=True)
class Result:
    run: int
    workload: str
    contender: str
    usage: Usage
    items: int | None  # newly stored; None: the contender stores none
    statuses: Mapping[str, int]
    faults: Sequence[str]


def run_all(kinds: Sequence[type[Contender]], feeds: int, runs: int) -> Iterator[Result]:
    """Every result as it comes: in each run all contenders start afresh, and do each workload one after the other."""
    with TemporaryDirectory(prefix="wiredesk-bench-") as scratch:
        _warm_up(kinds, Path(scratch))
        for number in range(runs):
            # The world starts afresh too, so that no run stores what an earlier one published.
            with ServedWorld(feeds) as world, TemporaryDirectory(dir=scratch) as folder:
                contenders = _prepared(kinds, world, Path(folder), Path(scratch))
                try:
                    for workload in WORKLOADS:
                        expected = _expected(workload, world, number)
                        for contender in contenders:
                            yield _measured(contender, world, expected, number, workload)
                finally:
                    for contender in contenders:
                        contender.close()


def _warm_up(kinds: Sequence[type[Contender]], scratch: Path) -> None:
    """Let everybody run once unmeasured, so that nobody is measured compiling Python modules."""
    with ServedWorld(4) as world, TemporaryDirectory(dir=scratch) as folder:
        for contender in _prepared(kinds, world, Path(folder), scratch):
            contender.update()
            contender.close()


def _prepared(
    kinds: Sequence[type[Contender]], world: ServedWorld, folder: Path, scratch: Path
) -> list[Contender]:
    """The contenders, each subscribed to the world's feeds and with a folder of its own."""
    urls = world.facts()["urls"]
    contenders = []
    for kind in kinds:
        own = folder / kind.__name__
        own.mkdir()
        contender = kind(own, scratch / "bytecode")
        contender.prepare(urls)
        contenders.append(contender)
    return contenders


def _expected(workload: str, world: ServedWorld, seed: int) -> Expected:
    """Let the world publish what the workload is about; returns what must come of it."""
    facts = world.facts()
    feeds, validating = len(facts["urls"]), facts["validating"]
    if workload == "cold":
        return Expected(feeds, ITEMS * feeds, 0)
    if workload == "distant":
        world.answer_after(DISTANCE)
    if workload in ("idle", "distant"):
        return Expected(feeds, 0, validating)
    published = world.publish(TRICKLE, seed)
    return Expected(feeds, published["feeds"], validating - published["validating"])


def _measured(
    contender: Contender, world: ServedWorld, expected: Expected, run: int, workload: str
) -> Result:
    before = contender.items()
    world.forget()
    usage = contender.update()
    counts, after = world.counts(), contender.items()
    items = None if after is None or before is None else after - before
    found = faults(expected, counts, items)
    return Result(run, workload, contender.name, usage, items, counts["statuses"], found)


def faults(expected: Expected, counts: Mapping[str, Any], items: int | None) -> list[str]:
    """What is wrong with the world's counts and the items newly stored (None: the contender stores none)."""
    found = []
    requests = counts["requests"]
    unasked = expected.feeds - len(requests)
    repeated = sum(number > 1 for number in requests.values())
    if unasked or repeated:
        found.append(f"{unasked} feeds not asked for, {repeated} more than once")
    right = {"200": expected.feeds - expected.unchanged, "304": expected.unchanged}
    if counts["statuses"] != {status: number for status, number in right.items() if number}:
        found.append(f"answers {counts['statuses']}, not {right}")
    if items is not None and items != expected.items:
        found.append(f"{items} new items, not {expected.items}")
    return found
