"""Articles become stories: each that is new, in order of arrival, and each that was edited since."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from monitor.model import Article
from monitor.pipeline import story_reading
from monitor.pipeline.story_reading import Counts
from monitor.pipeline.workers import WorkerDied, Workers, WorkerTimeout
from monitor.store import Store
from monitor.store.stories.grouping import Edits
from monitor.store.stories.grouping_writes import LEASE
from monitor.stories.grouping.batch import Grouped, Placed
from monitor.stories.grouping.crowd import quiet
from monitor.stories.grouping.reading import Report
from monitor.stories.grouping.shelf import Arrival, bands, compared, likely, terms, twins

# Articles in one transaction. With more each takes less, but what others would write waits for it: in a store of
# 100,000 a quarter of a second.
_BATCH = 800
_CHUNK = 50  # of them in one call to a worker
# Reports after which it is counted anew how often words stand in them, and as what share of those counted: counting
# takes the longer the more words there are.
_COUNTED, _SHARE = 200, 0.02
_LATE = 2_000  # numbers of articles that a transaction under way may hold while later ones show already

LIMIT = 60  # seconds that one call to a worker may take: the first loads the lexicon, the names and the trees

_log = logging.getLogger(__name__)

_Arrivals = Mapping[int, Arrival]


class Grouper:
    """Groups what a store holds. Of several processes one does, by a lease; a crash leaves whole batches only."""

    def __init__(self, store: Store, workers: Workers, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._workers = workers
        self._clock = clock
        self._grouped_up_to = 0
        self._uncounted: list[Report] = []
        self._due = _COUNTED  # so many are counted

    async def group(self) -> int:
        """Group all that waits; returns how many articles that were, 0 also while another process is at it."""
        token = await asyncio.to_thread(self._store.leases.take, LEASE, self._clock())
        if token is None:
            return 0
        try:
            done = await self._new(token)
            while edited := await self._edited(token):
                done += edited + await self._new(token)
            return done
        finally:
            await asyncio.to_thread(self._store.leases.release, LEASE, token)

    async def _new(self, token: str) -> int:
        done = 0
        while waiting := await asyncio.to_thread(self._store.grouping.waiting, self._grouped_up_to, _BATCH):
            placed = await self._place(token, waiting)
            if not placed:  # the next run goes on
                return done
            done += placed
            self._pass(min(waiting))
        self._pass(await asyncio.to_thread(self._store.grouping.last))
        return done

    def _pass(self, number: int) -> None:
        """Look no more at articles that came well before this one: all are grouped.

        It may lie lower than the one before: SQLite gives the numbers of deleted articles anew.
        """
        self._grouped_up_to = max(0, number - _LATE)

    async def _edited(self, token: str) -> int:
        """Read some edited articles again. One that makes a story by itself may turn out to belong to another.

        Some only: after an update of Wiredesk it may be all that there are, and what is new is not to wait for them.
        """
        edited = await asyncio.to_thread(self._store.grouping.outdated, _BATCH)
        if not edited:
            return 0
        alone = await asyncio.to_thread(self._store.grouping.alone, list(edited))
        single = {number: article for number, article in edited.items() if number in alone}
        return await self._place(token, single) if single else await self._reread(token, edited)

    async def _place(self, token: str, articles: Mapping[int, Article]) -> int:
        """Find the stories of these articles and store them; returns of how many, at least one unless it may not."""
        counts = await asyncio.to_thread(self._store.grouping.counts)
        arrived, grouped, seen = await self._decide(await self._read(articles, counts), counts)
        store = self._store.grouping_writes
        if not await asyncio.to_thread(store.place, token, arrived, grouped, seen, self._clock()):
            return 0
        await self._count(arrived.values(), counts)
        await self._settle(token)
        return len(arrived)

    async def _reread(self, token: str, articles: Mapping[int, Article]) -> int:
        counts = await asyncio.to_thread(self._store.grouping.counts)
        arrived = await self._read(articles, counts)
        _, seen = await asyncio.to_thread(self._store.grouping.around, ())
        store = self._store.grouping_writes
        return len(arrived) * await asyncio.to_thread(store.reread, token, arrived, seen, self._clock())

    async def _read(self, articles: Mapping[int, Article], counts: Counts) -> dict[int, Arrival]:
        await self._workers.run(story_reading.prepare, counts)  # what fails here is no article's fault
        lately = await asyncio.to_thread(self._store.grouping.lately)
        dates = sorted([*lately, *(article.dated_at for article in articles.values())])
        meant = {number for number, article in articles.items() if quiet(dates, article.dated_at)}
        numbers, read = list(articles), dict[int, Arrival]()
        for start in range(0, len(numbers), _CHUNK):
            chunk = {number: articles[number] for number in numbers[start : start + _CHUNK]}
            read |= await self._read_some(chunk, meant, counts)
        return read

    async def _read_some(
        self, articles: Mapping[int, Article], meant: Collection[int], counts: Counts
    ) -> dict[int, Arrival]:
        """These articles as they were read; one that ends its reader or takes too long is left by itself."""
        try:
            return await self._workers.run(story_reading.read, articles, meant, counts)
        except Exception as error:  # noqa: BLE001  whatever it is about one article, the others go on
            if len(articles) == 1:
                ((number, article),) = articles.items()
                _log.warning("Article %d (%s) is a story by itself: %s", number, article.url, error)
                return {number: story_reading.leave_unread(number, article)}
        numbers = list(articles)
        halves = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
        first, second = [
            await self._read_some({number: articles[number] for number in half}, meant, counts)
            for half in halves
        ]
        return first | second

    async def _decide(self, arrived: dict[int, Arrival], counts: Counts) -> tuple[_Arrivals, Grouped, Edits]:
        """Where the first of these articles belong, as many as a worker can tell in its time; and by what edits."""
        while True:
            store, dates = self._store.grouping, compared(arrived.values())
            resembling = await asyncio.to_thread(store.held, terms(arrived.values()), dates[0])
            copied = await asyncio.to_thread(store.held, bands(arrived.values()))
            near = {other for one in arrived.values() for other in likely(one, resembling)} - arrived.keys()
            alike = {other for one in arrived.values() for other in twins(one, copied)} - arrived.keys()
            around, seen = await asyncio.to_thread(store.around, near, alike, dates)
            in_time = sorted(arrived.values(), key=lambda one: (one.gist.report.at, int(one.gist.report.id)))
            gists = [(one.gist, one.features) for one in in_time]
            try:
                grouped = await self._workers.run(story_reading.decide, gists, around, counts)
            except (WorkerTimeout, WorkerDied) as error:
                if len(arrived) == 1:
                    (name,) = map(str, arrived)
                    why = f"it could not be compared with others: {error}"
                    return arrived, Grouped((Placed(name, name, name, why),), ()), seen
                arrived = dict(list(arrived.items())[: len(arrived) // 2])
            else:
                return arrived, grouped, seen

    async def _settle(self, token: str) -> None:
        """Have the keys of the reports stored of late take their places among those of all, once enough wait."""
        if await asyncio.to_thread(self._store.grouping.keys_are_due):
            settle = self._store.grouping_writes.settle_keys
            while await asyncio.to_thread(settle, token, self._clock()):
                pass

    async def _count(self, arrived: Iterable[Arrival], counts: Counts) -> None:
        """Learn from time to time which words are rare; a crash forgets a few reports, which changes no weight."""
        self._uncounted += [one.gist.report for one in arrived]
        if len(self._uncounted) >= self._due:
            body, counted = await self._workers.run(story_reading.recount, counts, self._uncounted)
            self._uncounted, self._due = [], max(_COUNTED, int(counted * _SHARE))
            await asyncio.to_thread(self._store.grouping_writes.count, body)
