"""Processes for work that may be slow or fatal: reading feeds and classifying. Each has limits of time and memory."""

import asyncio
import multiprocessing
import os
import resource
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

# Bytes of data that a process may have. Training the shipped topics takes 260 MB, the greediest feed of 5 MB (which is
# as large as they come) 400 MB. Numerical libraries keep buffers for each core beside.
_MEMORY = 2**30 + (os.cpu_count() or 1) * 2**26
_OUT_OF_MEMORY = 87  # the exit code that says so

# What the processes import before the first call, once for all of them.
_PRELOADED = ["monitor.pipeline.reading", "monitor.pipeline.judging", "monitor.pipeline.name_reading"]


class WorkerTimeout(Exception):
    """The call took longer than it may; its process was ended and replaced."""


class WorkerDied(Exception):
    """The process ended under the call (out of memory, a crash in a C library) and was replaced."""


class _Pool(ProcessPool):
    """A pool whose processes end while its channels still stand.

    Pebble closes the channels first: a process that is just starting finds its locks gone and dies with a traceback.
    """

    def _stop_pool(self) -> None:
        if self._pool_manager_loop is not None:
            self._pool_manager_loop.join()  # it starts processes
        self._pool_manager.worker_manager.force_stop_workers()  # type: ignore[no-untyped-call]  # pebble is half typed
        super()._stop_pool()  # type: ignore[no-untyped-call]


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
        """The same with another limit, in seconds."""
        pool = self._running()
        try:
            future = pool.schedule(_limited, args=[function, *args], kwargs=kwargs, timeout=time_limit)
            result: T = await asyncio.wrap_future(future)
        except (FutureTimeoutError, TimeoutError):
            raise WorkerTimeout(f"over {time_limit:g} s") from None
        except ProcessExpired as error:
            raise WorkerDied(_last_words(error.exitcode)) from None
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
                self._pool = _Pool(
                    max_workers=self._processes,
                    max_tasks=_TASKS_PER_PROCESS,
                    initializer=_limit_memory,
                    initargs=[_MEMORY],
                    context=context,
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


def _limit_memory(limit: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(
        resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most)
    )


def _limited(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The function's result. A process that met its limit of memory is not used again: it stays large."""
    try:
        return function(*args, **kwargs)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


def _last_words(exit_code: int) -> str:
    if exit_code == _OUT_OF_MEMORY:
        return f"it took more than {_MEMORY >> 20:,} MB of memory"
    return f"the process that read it died (exit code {exit_code})"
