"""What the embedded runner is made of, opened and closed together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from monitor.feeds.http import Fetcher
from monitor.feeds.request import user_agent
from monitor.pipeline import grouping
from monitor.pipeline.classifying import TopicClassifier, WhenReady
from monitor.pipeline.drafting import DraftJudge
from monitor.pipeline.lookups import Tools
from monitor.pipeline.pace import Pace
from monitor.pipeline.page_reading import PageReader
from monitor.pipeline.polling import Classifier, Poller, PollReport
from monitor.pipeline.pushing import HubTalk
from monitor.pipeline.second_reading import open_reader, second_opinion
from monitor.pipeline.weighing_stories import Scales
from monitor.pipeline.workers import Workers
from monitor.runners.pages import Pages
from monitor.runners.polls import Polls
from monitor.runners.pushes import Pushes
from monitor.stories.outlets_file import load_outlets
from monitor.wiring import Installation


@dataclass(frozen=True, slots=True)
class Parts:
    workers: Workers
    classifier: TopicClassifier
    again: Classifier  # that which judges anew, with time for a second reader
    drafts: DraftJudge
    grouper: grouping.Grouper
    scales: Scales
    polls: Polls
    pushes: Pushes
    pages: Pages
    tools: Tools

    async def finish(self) -> None:
        """Let what is under way end, within bounds."""
        await self.polls.finish()
        await self.pushes.finish()
        await self.pages.finish()


@asynccontextmanager
async def open_parts(
    installation: Installation, pace: Pace, told: Callable[[PollReport], None]
) -> AsyncIterator[Parts]:
    """The parts, wired to each other; `told` hears of each poll."""
    store, settings, clock = installation.store, installation.settings, installation.clock
    polling = settings.polling
    with (
        Workers(polling.workers, polling.parse_timeout_seconds) as workers,
        Workers(1, grouping.LIMIT) as grouping_worker,  # feeds never wait behind it
    ):
        async with (
            Fetcher(polling, user_agent(settings)) as fetcher,
            open_reader(store, settings, clock) as reader,
        ):
            classifier = TopicClassifier(store, workers, installation.models)
            judge = second_opinion(WhenReady(classifier), classifier, reader, settings.reader.timeout_seconds)
            talk = HubTalk(store, fetcher, settings, clock)
            retry_after = timedelta(minutes=polling.interval_minutes)
            poller = Poller(store, fetcher, workers, judge, pace, clock, retry_after, hear=talk.hear)
            yield Parts(
                workers=workers,
                classifier=classifier,
                again=second_opinion(classifier, classifier, reader),
                drafts=DraftJudge(store, workers, installation.models),
                grouper=grouping.Grouper(store, grouping_worker, clock),
                scales=Scales(load_outlets(installation.outlets_file), settings.importance),
                polls=Polls(poller, polling.concurrency, told),
                pushes=Pushes(talk, poller),
                pages=Pages(PageReader(store, fetcher, workers, judge, clock, poller.quiet)),
                tools=Tools(store, fetcher, workers, classifier),
            )
