"""How long news waits for a poll: the shipped policy beside others, over invented traces."""

import argparse
import sys

from tests.bench.freshness.compare import MEAN, P95, compare


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.freshness", description=__doc__)
    parser.add_argument("--feeds", type=int, default=300, help="default: %(default)s")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2], help="default: 1 2")
    parser.add_argument(
        "--budgets", type=float, nargs="+", default=[24, 48], help="requests a feed and day (default: 24 48)"
    )
    options = parser.parse_args()
    print("| seed | budget | policy | requests a feed and day | mean min | median min | p95 min ", end="")
    print("| mean / fixed | p95 / fixed | polls with news |")
    print("|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|")
    missed = False
    for seed in options.seeds:
        for budget in options.budgets:
            rows = list(compare(seed, options.feeds, budget))
            base = rows[0][1]
            for name, one in rows:
                print(
                    f"| {seed} | {budget:g} | {name} | {one.requests:.1f} "
                    f"| {one.mean:.1f} | {one.median:.1f} | {one.p95:.1f} "
                    f"| {one.mean / base.mean:.2f} | {one.p95 / base.p95:.2f} | {one.fruitful:.0%} |",
                    flush=True,
                )
            ours = rows[-1][1]
            missed |= ours.mean > MEAN * base.mean or ours.p95 > P95 * base.p95
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
