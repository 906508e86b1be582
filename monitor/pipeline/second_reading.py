"""Ask the second reader about items of which the classifier is not sure."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from monitor.feeds.http import Fetcher
from monitor.feeds.request import user_agent
from monitor.model import Article, Classified, Fetched, FetchFailed, FetchRequest, FetchResult, Match, Topic
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.polling import Classifier
from monitor.settings import ReaderSettings, Settings
from monitor.store import Store
from monitor.topics.second_reader import (
    Asked,
    Outcome,
    Question,
    in_band,
    question,
    read_answer,
    request_body,
    settled,
)

_LARGEST = 1_000_000  # bytes of an answer
_PAUSE = timedelta(minutes=5)  # after an endpoint failed: until then nobody waits for it

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Border:
    """A topic with the score at which a match begins."""

    topic: Topic
    threshold: float


class SecondReader:
    """An endpoint with its cache and its budget. One question at a time is put to it."""

    def __init__(
        self, store: Store, fetcher: Fetcher, settings: ReaderSettings, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._settings = settings
        self._clock = clock
        self._paused_until: datetime | None = None
        self._exhausted_on: date | None = None  # the last day whose budget was found used up
        self._turn = asyncio.Lock()

    def wants(self, match: Match, border: Border) -> bool:
        """Whether the classifier is unsure enough of a match to ask."""
        return in_band(match, border.threshold, self._settings.band_percent / 100)

    async def read(self, article: Article, match: Match, topic: Topic, until: float | None = None) -> Match:
        """The match as the second reader decides it; as it was where it does not answer, or is not to be asked.

        Raises TimeoutError where the endpoint is still busy with other questions at `until` (of the loop's time).
        """
        wanted = question(article, topic, self._settings.model)
        asked = await asyncio.to_thread(self._store.reader_answers.known, wanted)
        if asked is None and not self._is_paused():
            await self._take_turn(until)
            try:
                asked = await self._ask(article, topic, wanted)
            finally:
                self._turn.release()
        return settled(match, asked, article, self._settings.model) if asked else match

    async def _take_turn(self, until: float | None) -> None:
        if until is not None and asyncio.get_running_loop().time() >= until:
            raise TimeoutError  # a free turn would be taken without a look at the time
        async with asyncio.timeout_at(until):
            await self._turn.acquire()

    def _is_paused(self) -> bool:
        return self._paused_until is not None and self._clock() < self._paused_until

    async def _ask(self, article: Article, topic: Topic, wanted: Question) -> Asked | None:
        now, budget = self._clock(), self._settings.budget_a_day
        if self._is_paused():  # while this one waited for its turn
            return None
        number = await asyncio.to_thread(self._store.reader_answers.begin, wanted, now, budget)
        if number is None:
            if self._exhausted_on != now.date():
                self._exhausted_on = now.date()
                _log.warning(
                    "The second reader has had today's %d questions: the classifier decides alone", budget
                )
            return None
        asked = self._heard(await self._fetcher.fetch(self._request(article, topic)), article)
        await asyncio.to_thread(self._store.reader_answers.end, number, asked)
        _log.info("The second reader on %r and %s: %s", article.title, topic.slug, asked.outcome)
        return asked

    def _request(self, article: Article, topic: Topic) -> FetchRequest:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := self._settings.key.get_secret_value():
            headers["Authorization"] = f"Bearer {key}"
        body = request_body(article, topic, self._settings.model)
        return FetchRequest(f"{self._settings.address}/chat/completions", headers, body=body)

    def _heard(self, result: FetchResult, article: Article) -> Asked:
        if isinstance(result, Fetched):
            asked = read_answer(result.body, article)
            if asked.outcome is Outcome.UNUSABLE:
                _log.warning("The second reader's answer does not count: %s", asked.detail)
            return asked
        assert isinstance(result, FetchFailed)  # nothing conditional was asked
        detail = f"{result.reason.sentence} ({result.detail})"
        self._paused_until = self._clock() + _PAUSE
        _log.warning("The second reader is left alone for %s: %s", _PAUSE, detail)
        return Asked(Outcome.FAILED, detail=detail)


class SecondOpinion:
    """A classifier with the second reader behind it.

    With `patience`, which is in seconds, articles whose turn does not come in time pass as the classifier judged
    them, and as judged by nobody: they are on the desk at once, and reclassify has them judged again.
    """

    def __init__(
        self,
        classifier: Classifier,
        borders: Callable[[], Mapping[str, Border]],
        reader: SecondReader,
        patience: float | None = None,
    ) -> None:
        self._classifier = classifier
        self._borders = borders
        self._reader = reader
        self._patience = patience

    async def classify(self, articles: list[Article]) -> list[Classified]:
        """Each article with what it carries: by the second reader where the classifier is not sure."""
        judged = await self._classifier.classify(articles)
        until = None if self._patience is None else asyncio.get_running_loop().time() + self._patience
        borders = self._borders()
        return [await self._read(one, borders, until) for one in judged]

    async def _read(
        self, judged: Classified, borders: Mapping[str, Border], until: float | None
    ) -> Classified:
        matches = list[Match]()
        for match in judged.matches:
            border = borders.get(match.topic)
            if border is None or not self._reader.wants(match, border):
                matches.append(match)
                continue
            try:
                matches.append(await self._reader.read(judged.article, match, border.topic, until))
            except TimeoutError:
                return replace(judged, version="")
        return replace(judged, matches=tuple(matches))


def second_opinion(
    classifier: Classifier, desk: TopicClassifier, reader: SecondReader | None, patience: float | None = None
) -> Classifier:
    """The classifier with the second reader behind it, where there is one; `desk` knows the topics and thresholds."""
    if reader is None:
        return classifier

    def borders() -> dict[str, Border]:
        known = desk.thresholds
        return {topic.slug: Border(topic, known[topic.slug]) for topic in desk.topics if topic.slug in known}

    return SecondOpinion(classifier, borders, reader, patience)


@asynccontextmanager
async def open_reader(
    store: Store, settings: Settings, clock: Callable[[], datetime]
) -> AsyncIterator[SecondReader | None]:
    """The second reader that the settings name; None where they name none.

    It has a fetcher of its own, which its host is open to although it be private: feeds must not reach it.
    """
    reader = settings.reader
    if not reader.address:
        yield None
        return
    polling = settings.polling.model_copy(
        update={
            "allowed_hosts": (urlsplit(reader.address).hostname or "",),
            "timeout_seconds": reader.timeout_seconds,
            "max_bytes": _LARGEST,
        }
    )
    async with Fetcher(polling, user_agent(settings), clock) as fetcher:
        yield SecondReader(store, fetcher, reader, clock)
