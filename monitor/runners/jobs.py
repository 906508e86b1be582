"""What the embedded runner does again and again, and how often."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial

from monitor.pipeline import digests, mail
from monitor.pipeline.concepts import find_concepts
from monitor.pipeline.naming import read_names
from monitor.pipeline.reclassifying import reclassify
from monitor.pipeline.relearning import relearn_daily
from monitor.pipeline.sampling import draw_weekly
from monitor.pipeline.weighing import weigh_daily
from monitor.pipeline.weighing_stories import weigh_stories
from monitor.runners.pages import PAGE_TICK
from monitor.runners.parts import Parts
from monitor.runners.polls import POLL_TICK
from monitor.runners.pushes import HUB_TICK
from monitor.store.polling import ledger
from monitor.store.polling.feeds import RENEWAL
from monitor.wiring import Installation

Job = Callable[[], Awaitable[object]]

_DIGEST_TICK = 30  # seconds
_TOPICS_TICK = 30
_STORIES_TICK = 3
_NAMES_TICK = 5
_CONCEPTS_TICK = 30
_IMPORTANCE_TICK = 30
_LEARNING_TICK = 3_600
_TIDYING_TICK = 86_400


def jobs(installation: Installation, parts: Parts) -> Iterator[tuple[str, float, Job]]:
    """Each job with its name for the log, and the seconds from one run to the next."""
    store, clock = installation.store, installation.clock
    classifier, models = parts.classifier, installation.models
    yield "poll feeds", POLL_TICK, parts.polls.tick
    yield "hold the leases of polls", RENEWAL.total_seconds(), parts.polls.hold
    yield "ask hubs", HUB_TICK, parts.pushes.ask
    yield "read pages", PAGE_TICK, parts.pages.tick
    yield "write and send digests", _DIGEST_TICK, partial(_digests, installation)
    yield "judge anew", _TOPICS_TICK, _cut_off(lambda: reclassify(store, classifier, parts.again, clock))
    yield "judge drafts", _TOPICS_TICK, _cut_off(parts.drafts.judge)
    yield "weigh topics", _TOPICS_TICK, _cut_off(lambda: weigh_daily(store, classifier, models, clock()))
    yield "group into stories", _STORIES_TICK, _cut_off(parts.grouper.group)
    yield "read names", _NAMES_TICK, _cut_off(lambda: read_names(store, parts.workers))
    yield "find concepts", _CONCEPTS_TICK, _cut_off(lambda: find_concepts(store))
    yield "weigh stories", _IMPORTANCE_TICK, _cut_off(lambda: weigh_stories(store, parts.scales))
    yield "learn from verdicts", _LEARNING_TICK, _cut_off(lambda: relearn_daily(store, models, clock()))
    yield "draw samples", _LEARNING_TICK, _cut_off(lambda: draw_weekly(store, classifier, clock()))
    yield "tidy up", _TIDYING_TICK, partial(_tidy, installation)


def _cut_off(job: Job) -> Job:
    """The job, which the end of the process may cut off: what it had not finished it does at the next start."""

    async def run() -> None:
        with suppress(asyncio.CancelledError):
            await job()

    return run


async def _tidy(installation: Installation) -> None:
    """Delete what is kept for a while only."""
    before = installation.clock() - ledger.KEPT
    await asyncio.to_thread(installation.store.ledger.forget, before)
    await asyncio.to_thread(installation.store.story_upkeep.forget)


async def _digests(installation: Installation) -> None:
    """Write the digests that are due, then send what waits to be sent."""
    await asyncio.to_thread(
        digests.prepare, installation.store, installation.settings, installation.secret, installation.clock()
    )
    await asyncio.to_thread(_send_mail, installation)


def _send_mail(installation: Installation) -> None:
    with mail.sender_for(installation.settings.mail, installation.outbox) as sender:
        mail.deliver(installation.store, sender, installation.clock())
