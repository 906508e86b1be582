"""Processes for work that may be slow or fatal: reading feeds and classifying. Each call has a time limit."""

import asyncio
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

_TASKS_PER_PROCESS = 5_000  # then it is replaced: parsers leak

# What the processes import before the first call, once for all of them.
_PRELOADED = ["monitor.pipeline.reading", "monitor.pipeline.judging"]


class WorkerTimeout(Exception):
    """The call took longer than it may; its process was ended and replaced."""


class WorkerDied(Exception):
    """The process ended under the call (memory, a crash in a C library) and was replaced."""


class Workers:
    """A pool of processes, started at the first call."""

    def __init__(self, processes: int, time_limit: float) -> None:
        self._processes = processes
        self._time_limit = time_limit
        self._lock = threading.Lock()
        self._pool: Any = None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result from another process. Raises WorkerTimeout, WorkerDied or what it raised."""
        return await self.run_within(self._time_limit, function, *args, **kwargs)

    async def run_within(
        self, time_limit: float, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for work that may take another time (seconds)."""
        pool = self._running()
        try:
            future = pool.schedule(function, args=list(args), kwargs=kwargs, timeout=time_limit)
            result: T = await asyncio.wrap_future(future)
        except (FutureTimeoutError, TimeoutError):
            raise WorkerTimeout(f"over {time_limit:g} s") from None
        except ProcessExpired as error:
            raise WorkerDied(f"the process that read it died (exit code {error.exitcode})") from None
        except (BrokenExecutor, RuntimeError) as error:
            if pool.active:
                raise
            raise WorkerDied(f"the pool of processes broke: {error}") from None
        return result

    def _running(self) -> Any:  # noqa: ANN401  pebble has no types
        """The pool; a new one where there is none yet, or where an idle process was killed and broke the last."""
        with self._lock:
            if self._pool is not None and not self._pool.active:
                self._stop()
            if self._pool is None:
                # forkserver: we have threads, and a plain fork would copy their locks in whatever state they are
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(_PRELOADED)
                self._pool = ProcessPool(
                    max_workers=self._processes, max_tasks=_TASKS_PER_PROCESS, context=context
                )
            return self._pool

    def _stop(self) -> None:
        self._pool.stop()
        self._pool.join()
        self._pool = None

    def close(self) -> None:
        if self._pool is not None:
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
