"""Read the page of an article for its full text, and judge the article anew by it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.articles.full_text import extract
from monitor.articles.page_tries import next_try
from monitor.feeds.http import Fetcher
from monitor.feeds.request import page_request
from monitor.feeds.schedule import told_to_wait
from monitor.model import (
    Fetched,
    FetchFailed,
    FetchResult,
    NoText,
    PageOutcome,
    PageState,
    PageText,
    Reason,
    WantedPage,
)
from monitor.pipeline.polling import Classifier
from monitor.pipeline.workers import WorkerDied, Workers, WorkerTimeout
from monitor.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageReader:
    """Everything that reading a page needs."""

    store: Store
    fetcher: Fetcher
    workers: Workers
    classifier: Classifier
    clock: Callable[[], datetime]
    quiet: dict[str, datetime]  # hosts that want to be left alone, until when: the same as for polls

    async def read(self, page: WantedPage) -> PageOutcome:
        """Take one claimed page through the main path. What publishers do wrong is in the outcome, not raised."""
        try:
            outcome = await self._outcome(page)
        except Exception as error:  # noqa: BLE001  whatever our own fault is, the other pages go on
            _log.exception("Reading %s failed", page.article.url)
            outcome = self._failed(page, NoText(Reason.PARSE_CRASH, f"{type(error).__name__}: {error}"[:200]))
        await asyncio.to_thread(self.store.pages.record, page, outcome)
        return outcome

    async def _outcome(self, page: WantedPage) -> PageOutcome:
        now, host = self.clock(), urlsplit(page.article.url).hostname or ""
        if self.quiet.get(host, now) > now:
            return PageOutcome(PageState.WANTED, page.tries, self.quiet[host])
        result = await self.fetcher.fetch(page_request(page.article.url))
        if isinstance(result, FetchFailed) and (wait := told_to_wait(result, self.clock())):
            self.quiet[host] = self.clock() + wait
            await asyncio.to_thread(self.store.feeds.put_off_host, host, self.quiet[host])
            return self._failed(page, NoText(result.reason, result.detail), wait)
        read = await self._read(page, result)
        return self._failed(page, read) if isinstance(read, NoText) else await self._judged(page, read)

    async def _read(self, page: WantedPage, result: FetchResult) -> PageText | NoText:
        match result:
            case Fetched():
                return await self._extracted(page, result)
            case FetchFailed(reason, detail):
                return NoText(reason, detail)
            case _:  # not modified, which we did not ask
                return NoText(Reason.BAD_ANSWER, "HTTP 304")

    async def _extracted(self, page: WantedPage, fetched: Fetched) -> PageText | NoText:
        try:
            return await self.workers.run(extract, fetched, page.article.title)
        except WorkerTimeout as error:
            return NoText(Reason.PARSE_TIMEOUT, str(error))
        except WorkerDied as error:
            return NoText(Reason.PARSE_CRASH, str(error))

    async def _judged(self, page: WantedPage, read: PageText) -> PageOutcome:
        original = read.canonical_url
        if len(read.text) <= page.feed_length:
            return PageOutcome(PageState.NO_MORE, page.tries, self.clock(), canonical_url=original)
        (judged,) = await self.classifier.classify([replace(page.article, content=read.text)])
        return PageOutcome(PageState.READ, page.tries, self.clock(), canonical_url=original, judged=judged)

    def _failed(self, page: WantedPage, failure: NoText, wait: timedelta = timedelta(0)) -> PageOutcome:
        tries, now = page.tries + 1, self.clock()
        again = next_try(failure.reason, tries, wait, now)
        state = PageState.FAILED if again is None else PageState.WANTED
        return PageOutcome(state, tries, again or now, failure.reason, failure.detail)
