"""Everything in one process: APScheduler is the clock, the leases in the database are the queue."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor import clock
from monitor.feeds.http import Fetcher
from monitor.feeds.request import user_agent
from monitor.model import Lease
from monitor.pipeline import digests, grouping, mail
from monitor.pipeline.classifying import TopicClassifier, WhenReady
from monitor.pipeline.drafting import DraftJudge
from monitor.pipeline.lookups import Lookups, Tools
from monitor.pipeline.naming import read_names
from monitor.pipeline.pace import Pace
from monitor.pipeline.page_reading import PageReader
from monitor.pipeline.polling import Classifier, Poller, PollReport
from monitor.pipeline.pushing import HubTalk
from monitor.pipeline.reclassifying import reclassify
from monitor.pipeline.relearning import relearn_daily
from monitor.pipeline.rounds import poll_safely
from monitor.pipeline.sampling import draw_weekly
from monitor.pipeline.second_reading import open_reader, second_opinion
from monitor.pipeline.weighing import weigh_daily
from monitor.pipeline.weighing_stories import Scales, weigh_stories
from monitor.pipeline.workers import Workers
from monitor.runners.pages import PAGE_TICK, Pages
from monitor.runners.pushes import HUB_TICK, Pushes
from monitor.store import ledger
from monitor.store.feeds import RENEWAL
from monitor.stories.outlets_file import load_outlets
from monitor.wiring import Installation

POLL_TICK = 1  # seconds
DIGEST_TICK = 30
TOPICS_TICK = 30
STORIES_TICK = 3
NAMES_TICK = 5
IMPORTANCE_TICK = 30
LEARNING_TICK = 3_600
TIDYING_TICK = 86_400
_GRACE = 25  # seconds that polls under way get to finish when the process is told to stop

_log = logging.getLogger(__name__)


async def run(
    installation: Installation,
    stop: asyncio.Event,
    pace: Pace,
    told: Callable[[PollReport], None] = lambda _: None,
    lookups: Lookups | None = None,
) -> None:
    """Poll, classify and mail until `stop` is set; `told` hears of each poll, `lookups` are answered meanwhile."""
    polling = installation.settings.polling
    scales = Scales(load_outlets(installation.outlets_file), installation.settings.importance)
    await asyncio.to_thread(mail.recover, installation.store)
    fetcher = Fetcher(polling, user_agent(installation.settings))
    with (
        Workers(polling.workers, polling.parse_timeout_seconds) as workers,
        Workers(1, grouping.LIMIT) as grouping_worker,  # feeds never wait behind it
    ):
        async with (
            fetcher,
            open_reader(installation.store, installation.settings, installation.clock) as reader,
        ):
            classifier = TopicClassifier(installation.store, workers, installation.models)
            patience = installation.settings.reader.timeout_seconds
            judge = second_opinion(WhenReady(classifier), classifier, reader, patience)
            again = second_opinion(classifier, classifier, reader)
            drafts = DraftJudge(installation.store, workers, installation.models)
            grouper = grouping.Grouper(installation.store, grouping_worker, installation.clock)
            retry_after = timedelta(minutes=polling.interval_minutes)
            talk = HubTalk(installation.store, fetcher, installation.settings, installation.clock)
            poller = Poller(
                installation.store,
                fetcher,
                workers,
                judge,
                pace,
                installation.clock,
                retry_after,
                hear=talk.hear,
            )
            round_of_polls = _Polling(poller, polling.concurrency, told)
            pushes = Pushes(talk, poller)
            pages = Pages(
                PageReader(installation.store, fetcher, workers, judge, installation.clock, poller.quiet)
            )
            scheduler = AsyncIOScheduler(timezone="UTC")
            _every(scheduler, POLL_TICK, round_of_polls.tick)
            _every(scheduler, RENEWAL.total_seconds(), round_of_polls.hold)
            _every(scheduler, HUB_TICK, pushes.ask)
            _every(scheduler, PAGE_TICK, pages.tick)
            _every(scheduler, DIGEST_TICK, partial(_digests, installation))
            _every(scheduler, TOPICS_TICK, partial(_judge_anew, installation, classifier, again))
            _every(scheduler, TOPICS_TICK, partial(_judge_drafts, drafts))
            _every(scheduler, TOPICS_TICK, partial(_weigh, installation, classifier))
            _every(scheduler, STORIES_TICK, partial(_group, grouper))
            _every(scheduler, NAMES_TICK, partial(_read_names, installation, workers))
            _every(scheduler, IMPORTANCE_TICK, partial(_weigh_stories, installation, scales))
            _every(scheduler, LEARNING_TICK, partial(_learn, installation))
            _every(scheduler, LEARNING_TICK, partial(_sample, installation, classifier))
            _every(scheduler, TIDYING_TICK, partial(_tidy, installation))
            scheduler.start()
            pushes.watch(stop)
            with (lookups or Lookups()).answered_with(
                Tools(installation.store, fetcher, workers, classifier)
            ):
                await stop.wait()
            scheduler.shutdown(wait=False)
            await round_of_polls.finish()
            await pushes.finish()
            await pages.finish()


def _every(scheduler: AsyncIOScheduler, seconds: float, job: Callable[[], object]) -> None:
    """Run a job now, and then every so many seconds."""
    scheduler.add_job(
        job,
        "interval",
        seconds=seconds,
        next_run_time=clock.now(),
        # a machine that slept runs each job once, not once for every tick it missed
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )


class _Polling:
    """Keeps up to `concurrency` polls under way, beside those that wait for their turn at a host."""

    def __init__(self, poller: Poller, concurrency: int, told: Callable[[PollReport], None]) -> None:
        self._poller = poller
        self._concurrency = concurrency
        self._told = told
        self._under_way: dict[asyncio.Task[None], Lease] = {}

    async def tick(self) -> None:
        """Lease what is due and there is room for, and begin to poll it."""
        busy = max(0, len(self._under_way) - self._poller.fetcher.in_line)
        room = self._concurrency - busy
        if room <= 0:
            return
        feeds = self._poller.store.feeds
        for lease in await asyncio.to_thread(feeds.claim_due, self._poller.clock(), room):
            task = asyncio.create_task(self._poll(lease))
            self._under_way[task] = lease
            task.add_done_callback(self._under_way.pop)

    async def hold(self) -> None:
        """Keep the leases of polls under way: a turn at a crowded host may be far off."""
        if self._under_way:
            leases, now = list(self._under_way.values()), self._poller.clock()
            await asyncio.to_thread(self._poller.store.feeds.renew, leases, now)

    async def finish(self) -> None:
        """Let the polls under way end, within bounds; what is cut off is leased anew after its lease has run out."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_GRACE)

    async def _poll(self, lease: Lease) -> None:
        self._told(await poll_safely(self._poller, lease))


async def _judge_anew(installation: Installation, classifier: TopicClassifier, judge: Classifier) -> None:
    # Cut off when the process is told to stop; the next start goes on where it was.
    with suppress(asyncio.CancelledError):
        await reclassify(installation.store, classifier, judge, installation.clock)


async def _judge_drafts(drafts: DraftJudge) -> None:
    with suppress(asyncio.CancelledError):
        await drafts.judge()


async def _group(grouper: grouping.Grouper) -> None:
    # Cut off when the process is told to stop: batches are whole, and the next start goes on behind the last.
    with suppress(asyncio.CancelledError):
        await grouper.group()


async def _read_names(installation: Installation, workers: Workers) -> None:
    with suppress(asyncio.CancelledError):
        await read_names(installation.store, workers)


async def _weigh_stories(installation: Installation, scales: Scales) -> None:
    with suppress(asyncio.CancelledError):
        await weigh_stories(installation.store, scales)


async def _learn(installation: Installation) -> None:
    """See what the classifier would learn from new verdicts. Cut off by the end of the process, it begins anew."""
    with suppress(asyncio.CancelledError):
        await relearn_daily(installation.store, installation.models, installation.clock())


async def _sample(installation: Installation, classifier: TopicClassifier) -> None:
    with suppress(asyncio.CancelledError):
        await draw_weekly(installation.store, classifier, installation.clock())


async def _weigh(installation: Installation, classifier: TopicClassifier) -> None:
    with suppress(asyncio.CancelledError):
        await weigh_daily(installation.store, classifier, installation.models, installation.clock())


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
