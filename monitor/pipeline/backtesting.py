"""Run an edited topic on the archive before it is saved."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.model import Match
from monitor.pipeline import topic_trials
from monitor.pipeline.topic_trials import Candidate
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.topics.measuring.backtest import Backtest, Held, Labelled, Tally
from monitor.topics.measuring.quality import TopicQuality

_LIMIT = 600  # seconds for one call: teaching and cross-validation take the longest
_CHUNK = 500  # articles in one call to a worker
_AHEAD = 4  # calls that wait or are under way: enough to keep both processes busy, and few to have in memory


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
    with (
        TemporaryDirectory(prefix="wiredesk-") as folder,
        Workers(1, _LIMIT) as one,
        Workers(1, _LIMIT) as other,
    ):
        told(Progress("learning the edited topic"))
        idle: asyncio.Queue[Workers] = asyncio.Queue()
        measuring = [asyncio.create_task(_measured(other, before, idle))]
        try:
            model = await one.run(topic_trials.teach, edited, Path(folder))
            # By the process that taught it, which has read all that teaches.
            measuring.append(asyncio.create_task(_measured(one, edited, idle)))
            total = await asyncio.to_thread(store.archive.count, window.since, window.most)
            told(Progress("judging the archive", 0, total))
            done = 0
            async for held, matches in _judged(store, idle, model, slug, window):
                for article, match in zip(held, matches, strict=True):
                    tally.add(article, match)
                done += len(held)
                told(Progress("judging the archive", done, total))
            told(Progress("measuring on labelled items", done, total))
            was, would_be = await asyncio.gather(*measuring)
            version = await one.run(topic_trials.version, before)
        finally:
            for task in measuring:
                task.cancel()
    outdated = await asyncio.to_thread(store.matches.outdated_count, version)
    return tally.report(outdated, Labelled(was, would_be) if would_be else None)


async def _measured(process: Workers, topics: Candidate, idle: asyncio.Queue[Workers]) -> TopicQuality | None:
    """How the topic does; after that its process is idle. None where it isn't among the topics."""
    known = any(topic.slug == topics.slug for topic in topics.topics)
    try:
        return await process.run(topic_trials.quality, topics) if known else None
    finally:
        idle.put_nowait(process)


async def _judge(idle: asyncio.Queue[Workers], model: Path, held: Sequence[Held]) -> list[Match]:
    process = await idle.get()
    try:
        texts = [(one.title, one.summary, one.content, one.circumstances) for one in held]
        return await process.run(topic_trials.judge, model, texts)
    finally:
        idle.put_nowait(process)


async def _judged(
    store: Store, idle: asyncio.Queue[Workers], model: Path, slug: str, window: Window
) -> AsyncIterator[tuple[list[Held], list[Match]]]:
    """The archive, the newest first, a chunk at a time with what the model says of it; some chunks are judged ahead."""
    ahead: deque[tuple[list[Held], asyncio.Task[list[Match]]]] = deque()
    try:
        async for held in _chunks(store, slug, window):
            ahead.append((held, asyncio.create_task(_judge(idle, model, held))))
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
