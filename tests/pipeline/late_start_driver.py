"""A pool of processes that is closed while one is stubborn and another just starting: run by test_workers.py."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from monitor.pipeline import workers

MARK = Path(sys.argv[1])


class Late:
    """A limit of memory that takes a second to reach every process but the first."""

    def __reduce__(self) -> tuple[Callable[[Path], int], tuple[Path]]:
        return arrive, (MARK,)


def arrive(mark: Path) -> int:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        time.sleep(1)
    return 2**30


def work_on() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


def wait_for_the_first() -> None:
    while not MARK.exists():
        time.sleep(0.05)
    time.sleep(0.3)


async def main() -> None:
    workers._MEMORY = Late()  # type: ignore[assignment]
    with workers.Workers(2, 60) as pool:
        task = asyncio.create_task(pool.run(work_on))
        await asyncio.to_thread(wait_for_the_first)
    task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
