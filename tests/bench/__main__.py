"""Measures Wiredesk's polling beside two floors, in one run. See docs/benchmark.md."""

import argparse
import os
import platform
import sys

from tests.bench.contenders import Contender, FailedError, Fetching, Staying, Storing, Unjudged, Wiredesk
from tests.bench.measure import LingeringError
from tests.bench.rounds import Result, run_all
from tests.bench.table import table

_FLOORS: tuple[type[Contender], ...] = (Fetching, Storing)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--feeds", type=int, default=300, help="feeds in the world (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="runs of all workloads (default: %(default)s)")
    options = parser.parse_args()
    results = []
    try:
        for result in run_all([*_FLOORS, Wiredesk, Staying, Unjudged], options.feeds, options.runs):
            _tell(result)
            results.append(result)
    except (FailedError, LingeringError) as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{options.feeds} feeds, {options.runs} runs, Python {platform.python_version()}, {os.cpu_count()} cores\n"
    )
    print(table(results, options.feeds, [floor.name for floor in _FLOORS]))
    return 1 if any(result.faults for result in results) else 0


def _tell(result: Result) -> None:
    usage = result.usage
    told = f"run {result.run + 1} {result.workload} {result.contender}"
    print(f"{told}: {usage.wall:.2f} s, CPU {usage.cpu:.2f} s, {usage.peak_mb:.0f} MB", file=sys.stderr)
    for fault in result.faults:
        print(f"{told}: WRONG: {fault}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
