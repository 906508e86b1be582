"""Run an edited topic on the archive before it is saved."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.model import Match
from monitor.pipeline import topic_trials
from monitor.pipeline.topic_trials import Candidate
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.topics.backtest import Backtest, Held, Labelled, Tally

_PROCESSES = 2
_LIMIT = 600  # seconds for one call: teaching and cross-validation take the longest
_CHUNK = 500  # articles in one call to a worker
_AHEAD = 4  # calls that wait or are under way: enough to keep the processes busy, and few to have in memory


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the archive to look at: dated after `since`, and the newest `most` of it."""

    since: datetime | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    step: str  # what is being done, in words
    done: int = 0  # articles
    total: int = 0


async def back_test(
    store: Store,
    edited: Candidate,
    window: Window,
    told: Callable[[Progress], None],
) -> Backtest:
    """What the topic would change if it were saved; nothing is stored but what is trained and measured, as files.

    Cancelling ends the processes at once.
    """
    slug = edited.slug
    live = tuple(await asyncio.to_thread(store.topics.all))
    before, tally = replace(edited, topics=live), Tally(slug)
    with TemporaryDirectory(prefix="wiredesk-") as folder, Workers(_PROCESSES, _LIMIT) as workers:
        told(Progress("learning the edited topic"))
        measuring = asyncio.create_task(_labelled(workers, before, edited))
        try:
            model = await workers.run(topic_trials.teach, edited, Path(folder))
            total = await asyncio.to_thread(store.archive.count, window.since, window.most)
            told(Progress("judging the archive", 0, total))
            done = 0
            async for held, matches in _judged(store, workers, model, slug, window):
                for one, match in zip(held, matches, strict=True):
                    tally.add(one, match)
                done += len(held)
                told(Progress("judging the archive", done, total))
            told(Progress("measuring on labelled items", done, total))
            labelled = await measuring
            version = await workers.run(topic_trials.version, before)
        finally:
            measuring.cancel()
    outdated = await asyncio.to_thread(store.matches.outdated_count, version)
    return tally.report(outdated, labelled)


async def _labelled(workers: Workers, before: Candidate, after: Candidate) -> Labelled | None:
    is_new = all(topic.slug != before.slug for topic in before.topics)
    was, would_be = await asyncio.gather(
        _nothing() if is_new else workers.run(topic_trials.quality, before),
        workers.run(topic_trials.quality, after),
    )
    return None if would_be is None else Labelled(was, would_be)


async def _nothing() -> None:
    return None


async def _judged(
    store: Store, workers: Workers, model: Path, slug: str, window: Window
) -> AsyncIterator[tuple[list[Held], list[Match]]]:
    """The archive, the newest first, a chunk at a time with what the model says of it; some chunks are judged ahead."""
    ahead: deque[tuple[list[Held], asyncio.Task[list[Match]]]] = deque()
    try:
        async for held in _chunks(store, slug, window):
            texts = [(one.title, one.summary, one.content, one.circumstances) for one in held]
            ahead.append((held, asyncio.create_task(workers.run(topic_trials.judge, model, texts))))
            if len(ahead) >= _AHEAD:
                first, task = ahead.popleft()
                yield first, await task
        while ahead:
            first, task = ahead.popleft()
            yield first, await task
    finally:
        for _, task in ahead:
            task.cancel()


async def _chunks(store: Store, slug: str, window: Window) -> AsyncIterator[list[Held]]:
    left = window.most
    below: tuple[datetime, int] | None = None
    while left is None or left > 0:
        limit = _CHUNK if left is None else min(_CHUNK, left)
        held = await asyncio.to_thread(store.archive.read, slug, window.since, below, limit)
        if not held:
            return
        yield held
        below = (held[-1].dated_at, held[-1].article_id)
        left = None if left is None else left - len(held)
