"""Back-tests that run beside a desk: begun, asked for, cancelled. They live in memory, and end with the process."""

import asyncio
import logging
import secrets
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from monitor.pipeline.backtesting import Progress
from monitor.topics.measuring.backtest import Backtest

_KEPT = 20  # jobs that are remembered, the latest
_LOOK = 0.1  # seconds between two looks whether somebody has cancelled

_log = logging.getLogger(__name__)

# Runs a back-test; the argument is to be told of its progress.
Run = Callable[[Callable[[Progress], None]], Coroutine[Any, Any, Backtest]]


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class BusyError(Exception):
    """A back-test is running already: one takes every core there is."""


@dataclass
class Job:
    """One back-test; its fields change while it runs."""

    id: str
    topic: str
    state: JobState = JobState.RUNNING
    progress: Progress = field(default_factory=lambda: Progress("beginning"))
    report: Backtest | None = None
    failure: str = ""
    _cancelled: threading.Event = field(default_factory=threading.Event, repr=False)
    _ended: threading.Event = field(default_factory=threading.Event, repr=False)

    def cancel(self) -> None:
        """Have it stopped, which takes a moment; one that has ended stays as it is."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within that time."""
        return self._ended.wait(seconds)

    def run(self, run: Run) -> None:
        """Run it in this thread to its end, whatever that is."""
        try:
            self.report = asyncio.run(self._watched(run))
            self.state = JobState.DONE
        except asyncio.CancelledError:
            self.state = JobState.CANCELLED
        except Exception as error:  # noqa: BLE001  it is told to whoever asks for the job
            _log.exception("A back-test of %s failed", self.topic)
            self.failure = f"{type(error).__name__}: {error}"[:200]
            self.state = JobState.FAILED
        finally:
            self._ended.set()

    async def _watched(self, run: Run) -> Backtest:
        task = asyncio.create_task(run(self._told))
        while not task.done():
            await asyncio.wait({task}, timeout=_LOOK)
            if self._cancelled.is_set():
                task.cancel()
        return await task

    def _told(self, progress: Progress) -> None:
        self.progress = progress


class BacktestJobs:
    """The back-tests of one process, one at a time."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def begin(self, topic: str, run: Run) -> Job:
        """Have a back-test run in a thread of its own. Raises BusyError while another one does."""
        with self._lock:
            if any(job.state is JobState.RUNNING for job in self._jobs.values()):
                raise BusyError
            job = Job(secrets.token_hex(8), topic)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-_KEPT]:
                del self._jobs[old]
        threading.Thread(target=job.run, args=[run], name=f"back-test {topic}", daemon=True).start()
        return job

    def find(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)
