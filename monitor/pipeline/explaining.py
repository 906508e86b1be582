"""Take a feed, a file or an article through the main path without changing anything: the newsroom's debugger."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.feeds.habits import after_answer, after_no_answer, after_reading
from monitor.feeds.http import Fetcher
from monitor.feeds.request import request_for
from monitor.feeds.schedule import after_failure
from monitor.model import (
    Feed,
    Fetched,
    FetchFailed,
    FetchResult,
    Lease,
    NotAFeed,
    NotModified,
    Polling,
    Reason,
    Sorted,
)
from monitor.pipeline import stages
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.pace import SharedBudget
from monitor.pipeline.reading import Reading, read
from monitor.pipeline.stages import Stage
from monitor.pipeline.story_stage import of_story
from monitor.pipeline.workers import WorkerDied, Workers, WorkerTimeout
from monitor.store import Store
from monitor.store.articles.traces import ArticleTrace
from monitor.store.polling.feed_rows import FeedRow

_NO_FEED = 0  # an id that no row has: nothing is known of its entries


@dataclass(frozen=True, slots=True)
class Explainer:
    """Everything that it takes."""

    store: Store
    fetcher: Fetcher
    workers: Workers
    classifier: TopicClassifier
    pace: SharedBudget
    user_agent: str
    now: datetime
    retry_after: timedelta  # the wait after a first failure

    async def feed(self, row: FeedRow) -> list[Stage]:
        """A feed of the desk: asked as its next poll will ask, but read whole."""
        answer, found = await self._asked(Lease(row.id, "", self.now, row.feed, row.polling))
        reading = await self._read(answer, row.feed) if isinstance(answer, Fetched) else None
        if reading is not None:
            found += await self._articles(row.id, reading)
        return [*found, self._next_poll(row, answer, reading)]

    async def address(self, feed: Feed) -> list[Stage]:
        """An address that is no feed of the desk, asked as it would be if it were added."""
        answer, found = await self._asked(Lease(_NO_FEED, "", self.now, feed, Polling(self.now)))
        if isinstance(answer, Fetched):
            found += await self._articles(_NO_FEED, await self._read(answer, feed))
        return found

    async def file(self, name: str, body: bytes) -> list[Stage]:
        """A feed that lies in a file."""
        return await self._articles(_NO_FEED, await self._read(Fetched("", body, {}), Feed(name, name)))

    async def article(self, trace: ArticleTrace) -> list[Stage]:
        """An article of the desk, judged again."""
        (judged,) = await self.classifier.classify([trace.article])
        report = await asyncio.to_thread(self.store.stories.report, trace.article_id)
        line = await asyncio.to_thread(self.store.stories.line, report.story_id) if report else None
        return [*stages.of_trace(trace), stages.of_topics(judged, trace), of_story(report, line)]

    async def _asked(self, lease: Lease) -> tuple[FetchResult, list[Stage]]:
        request = request_for(lease)
        answer = await self.fetcher.fetch(replace(request, person_waits=True))
        return answer, [stages.of_request(request, self.user_agent), stages.of_answer(request, answer)]

    async def _read(self, answer: Fetched, feed: Feed) -> Reading | NotAFeed:
        try:
            return await self.workers.run(read, answer, feed, b"", self.now)
        except WorkerTimeout as error:
            return NotAFeed(Reason.PARSE_TIMEOUT, str(error))
        except WorkerDied as error:
            return NotAFeed(Reason.PARSE_CRASH, str(error))

    async def _articles(self, feed_id: int, reading: Reading | NotAFeed) -> list[Stage]:
        if isinstance(reading, NotAFeed):
            return [stages.of_reading(reading)]
        known: Sorted = await asyncio.to_thread(self.store.appearances.sort_out, feed_id, reading.articles)
        judged = await self.classifier.classify(reading.articles)
        return [stages.of_reading(reading), stages.of_articles(known, judged)]

    def _next_poll(self, row: FeedRow, answer: FetchResult, reading: Reading | NotAFeed | None) -> Stage:
        if isinstance(reading, NotAFeed) or isinstance(answer, FetchFailed):
            failure = reading if isinstance(reading, NotAFeed) else answer
            assert isinstance(failure, FetchFailed | NotAFeed)
            habits = after_no_answer(row.polling.habits, failure, self.now)
            polling = after_failure(row.polling, failure, self.now, self.retry_after, habits)
            return stages.of_back_off(polling.next_poll_at, polling.failures)
        assert isinstance(answer, Fetched | NotModified)
        habits = after_answer(row.polling.habits, answer, self.now)
        if reading is not None:
            since = row.polling.last_good_at
            habits = after_reading(habits, reading.hints, reading.entries, [], since, self.now)
        url = row.feed.url
        return stages.of_next_poll(
            self.pace(url, habits, self.now), habits, self.pace.price(url, self.now), self.now
        )
