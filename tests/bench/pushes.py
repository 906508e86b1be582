"""How long a pushed article takes to the desk: from the hub's POST on, through the web desk and the runner.

Run it with: python -m tests.bench.pushes [PUSHES]
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from monitor.store import open_store
from monitor.store.migrate import upgrade
from tests.pushed import newsroom


async def measure(folder: Path, pushes: int) -> list[float]:
    """Seconds from the beginning of each push until its article is on the desk."""
    store = open_store(f"sqlite:///{folder / 'wiredesk.db'}")
    upgrade(store.database)
    seconds = []
    try:
        async with newsroom(store, folder) as made, made.running():
            for number in range(pushes):
                await asyncio.sleep(random.uniform(0.1, 0.5))  # pushes come at any moment between two ticks
                began = time.perf_counter()
                await made.push(f"Pushed {number}")
                seconds.append(time.perf_counter() - began)
    finally:
        store.close()
    return seconds


def main() -> None:
    pushes = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder:
        seconds = asyncio.run(measure(Path(folder), pushes))
    cuts = quantiles(seconds, n=20)
    print(f"{pushes} pushes: p50 {cuts[9]:.3f} s, p95 {cuts[18]:.3f} s, slowest {max(seconds):.3f} s")


if __name__ == "__main__":
    main()
