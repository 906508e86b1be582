"""An end for what hangs."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Hung(BaseException):
    """Raised out of what took too long; no `except Exception` stops it."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises Hung in the block after so many seconds. In the main thread only."""
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise Hung
