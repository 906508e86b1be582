"""Questions that people put to the network: asked in any thread, answered on the one loop that fetches."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from monitor.feeds.http import Fetcher
from monitor.feeds.request import user_agent
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.workers import Workers
from monitor.settings import Settings
from monitor.store import Store

T = TypeVar("T")

PATIENCE = 45.0  # seconds that somebody waits in front of a page


@dataclass(frozen=True, slots=True)
class Tools:
    """What answering takes. A process has one of each: two fetchers would ask a host two things at the same time."""

    store: Store
    fetcher: Fetcher
    workers: Workers
    classifier: TopicClassifier


@asynccontextmanager
async def open_tools(store: Store, settings: Settings, models: Path) -> AsyncIterator[Tools]:
    """Tools for a process that does nothing else; `models` is the folder of trained classifiers."""
    polling = settings.polling
    with Workers(polling.workers, polling.parse_timeout_seconds) as workers:
        async with Fetcher(polling, user_agent(settings)) as fetcher:
            yield Tools(store, fetcher, workers, TopicClassifier(store, workers, models))


class NoAnswer(Exception):
    """A question was not answered; the message says why, in a sentence for people."""


class Lookups:
    """Hands questions from any thread to the loop that has the tools, and waits for the answers."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._answering: tuple[asyncio.AbstractEventLoop, Tools] | None = None

    @contextmanager
    def answered_with(self, tools: Tools) -> Iterator[None]:
        """While this block lasts, questions are answered on the event loop that it runs in."""
        self._answering = asyncio.get_running_loop(), tools
        try:
            yield
        finally:
            self._answering = None

    def ask(self, question: Callable[[Tools], Coroutine[Any, Any, T]]) -> T:
        """The answer. Raises NoAnswer where it takes too long, or nobody is there to give it."""
        if self._answering is None:
            raise NoAnswer("The part of the desk that fetches is not running: try again in a minute.")
        loop, tools = self._answering
        future = asyncio.run_coroutine_threadsafe(question(tools), loop)
        try:
            return future.result(self._patience)
        except TimeoutError:
            future.cancel()
            raise NoAnswer(f"This took over {self._patience:g} seconds and was stopped: try later.") from None
        except CancelledError:
            raise NoAnswer("The desk is being stopped: try again when it is up.") from None
