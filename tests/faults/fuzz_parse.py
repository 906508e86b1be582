"""Fuzz the parse step as a worker does it: decode, cut, parse, articles.

    python -m tests.faults.fuzz_parse --inputs 100000 --seed 1 [--folder DIR] [--save DIR]

Each input is made from its own number, so that one can be made again alone. Nothing may escape but values, nothing may
take more than two seconds of processor time, the values must be sane, and a feed cut against an earlier version of
itself must read as it does in the whole. Offending inputs are saved; exits 1 if there was any.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.progress import track

from monitor.model import NotAFeed
from monitor.pipeline.reading import Reading
from tests.faults.alarm import Hung, at_most
from tests.faults.expectations import fault_of_cut, faults, reading_of
from tests.faults.mutations import mutated
from tests.faults.seeds import seeds

SLOW = 2.0  # seconds of processor time
HUNG = 20.0  # seconds by the clock, after which an input is given up
_TYPES = (
    "",
    "application/rss+xml",
    "text/xml; charset=utf-8",
    "text/xml; charset=iso-8859-1",
    "application/feed+json",
)
_COMPARED = 0.25  # of the inputs that have an earlier version are read cut and in the whole


@dataclass(frozen=True, slots=True)
class Input:
    body: bytes
    content_type: str
    before: bytes | None  # an earlier version of the same feed


@dataclass(slots=True)
class Summary:
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    offending: int = 0


def made(seed: int, number: int, bodies: Sequence[bytes]) -> Input:
    """The input of a number: always the same for the same seed and bodies."""
    chance = random.Random(f"{seed}:{number}")
    original = chance.choice(bodies)
    body = mutated(chance, original, bodies)
    before = original if chance.random() < 0.5 else None
    if before is not None and chance.random() < 0.3:
        before = mutated(chance, original, bodies)
    return Input(body, chance.choice(_TYPES), before)


def offences(given: Input, summary: Summary, compare: bool) -> Iterator[str]:
    """All that is wrong with how an input is read."""
    started = time.process_time()
    try:
        with at_most(HUNG):
            known = _known(given)
            found = reading_of(given.body, given.content_type, known)
            taken = time.process_time() - started
            yield from faults(found)
            if compare and (fault := fault_of_cut(given.body, given.content_type, known)):
                yield fault
    except Hung:
        yield f"over {HUNG:g} s"
        return
    except Exception as error:  # noqa: BLE001  whatever it is: this is what the fuzz looks for
        yield f"escaped: {type(error).__name__}: {error}"
        return
    if taken > SLOW:
        yield f"{taken:.1f} s"
    _count(found, bool(known), taken, summary)


def _known(given: Input) -> bytes:
    found = reading_of(given.before, given.content_type) if given.before is not None else None
    return found.known_items if isinstance(found, Reading) else b""


def _count(found: Reading | NotAFeed, known: bool, taken: float, summary: Summary) -> None:
    summary.slowest = max(summary.slowest, taken)
    if isinstance(found, NotAFeed):
        summary.counts[f"{found.reason}: {found.detail.partition(' <')[0][:60]}"] += 1
        return
    summary.counts["read"] += 1
    summary.counts["read, damaged"] += bool(found.damaged)
    summary.counts["read, with items known"] += known
    summary.counts["articles"] += len(found.articles)


def run(numbers: Iterable[int], seed: int, bodies: Sequence[bytes], save: Path | None) -> Summary:
    """Read the inputs of these numbers, and save the offending ones in a folder."""
    summary = Summary()
    for number in numbers:
        given = made(seed, number, bodies)
        wrong = list(offences(given, summary, compare=number % round(1 / _COMPARED) == 0))
        if wrong:
            summary.offending += 1
            print(f"input {number}: {'; '.join(wrong)[:300]}", flush=True)
            if save is not None:
                save.mkdir(parents=True, exist_ok=True)
                (save / f"{seed}-{number}.feed").write_bytes(given.body)
    return summary


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description="Fuzz the parse step.")
    options.add_argument("--inputs", type=int, default=100_000, help="how many (default: %(default)s)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, help="further feeds to begin with, up to 20 kB each")
    options.add_argument("--save", type=Path, default=Path("fuzz-found"), help="folder for offending inputs")
    given = options.parse_args(arguments)
    bodies = seeds(given.folder)
    started = time.perf_counter()
    summary = run(track(range(given.inputs), "Fuzzing"), given.seed, bodies, given.save)
    for name, count in summary.counts.most_common():
        print(f"{count:>9,}  {name}")
    rate = given.inputs / (time.perf_counter() - started)
    print(
        f"{given.inputs:,} inputs from {len(bodies):,} seeds, {rate:.0f} a second, {summary.offending} offending"
    )
    print(f"the slowest took {summary.slowest:.2f} s of processor time")
    return 1 if summary.offending else 0


if __name__ == "__main__":
    sys.exit(main())
