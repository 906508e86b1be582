"""Processes for work that may be slow or fatal: reading feeds and classifying. Each call has a time limit."""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

_TASKS_PER_PROCESS = 5_000  # then it is replaced: parsers leak


class WorkerTimeout(Exception):
    """The call took longer than it may; its process was ended and replaced."""


class WorkerDied(Exception):
    """The process ended under the call (memory, a crash in a C library) and was replaced."""


class Workers:
    def __init__(self, processes: int, time_limit: float) -> None:
        self._time_limit = time_limit
        # forkserver: this process has threads, and a plain fork would copy their locks in whatever state they are
        self._pool: Any = ProcessPool(
            max_workers=processes,
            max_tasks=_TASKS_PER_PROCESS,
            context=multiprocessing.get_context("forkserver"),
        )

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result from another process. Raises WorkerTimeout, WorkerDied or what it raised."""
        return await self.run_within(self._time_limit, function, *args, **kwargs)

    async def run_within(
        self, time_limit: float, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for work that may take another time (seconds)."""
        future = self._pool.schedule(function, args=list(args), kwargs=kwargs, timeout=time_limit)
        try:
            result: T = await asyncio.wrap_future(future)
        except (FutureTimeoutError, TimeoutError):
            raise WorkerTimeout(f"over {time_limit:g} s") from None
        except ProcessExpired as error:
            raise WorkerDied(f"the process that read it died (exit code {error.exitcode})") from None
        return result

    def close(self) -> None:
        self._pool.stop()
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
