"""The desk's classifier: trained when topics or exemplars change, run in worker processes."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from monitor.model import Article, Classified, Topic
from monitor.pipeline import judging
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.topics.verdicts import exemplars

_TRAINING_LIMIT = 300  # seconds; it takes some on a slow core
_CHUNK = 50  # articles in one call to a worker
# Seconds that such a call may take. The first of a process loads the model, and on a machine that has much else to do
# that alone took longer than a feed may take to be parsed.
_JUDGING_LIMIT = 60


class TopicClassifier:
    """Judges articles by the topics that the store holds at the moment of `prepare`."""

    def __init__(self, store: Store, workers: Workers, folder: Path) -> None:
        self._store = store
        self._workers = workers
        self._folder = folder
        self._topics: tuple[Topic, ...] = ()
        self._taught = 0  # the last verdict that was learnt
        self._model: Path | None = None
        self._preparing = asyncio.Lock()
        self.version = ""  # of the model and the topics that judge now
        self.thresholds: Mapping[str, float] = {}  # of these topics: the score at which a match begins

    @property
    def topics(self) -> Sequence[Topic]:
        """The topics that judge now."""
        return self._topics

    async def prepare(self) -> None:
        """Take up the topics, and what was learnt from verdicts, as they stand now.

        Trains a model where none for them is kept, which takes seconds.
        """
        async with self._preparing:
            await self._prepare()

    async def _prepare(self) -> None:
        topics, taught = tuple(self._store.topics.all()), self._store.proposals.taught_up_to()
        if self._model is None or (topics, taught) != (self._topics, self._taught):
            learnt = exemplars(self._store.verdicts.all(up_to=taught))
            # In a process that ends with it: one that has trained stays a hundred megabytes larger.
            with Workers(1, _TRAINING_LIMIT) as trainer:
                model, version = await trainer.run(judging.ready, topics, self._folder, learnt)
                self.thresholds = await trainer.run(judging.thresholds, model)
            self._model, self.version = model, version
            self._topics, self._taught = topics, taught

    async def classify(self, articles: Sequence[Article]) -> list[Classified]:
        """Each article with what it carries, in the given order, by the topics of the last `prepare`."""
        if self._model is None:
            await self.prepare()
        assert self._model is not None
        judged: list[Classified] = []
        for start in range(0, len(articles), _CHUNK):
            chunk = list(articles[start : start + _CHUNK])
            judged += await self._workers.run_within(_JUDGING_LIMIT, judging.judge, self._model, chunk)
        return judged


class WhenReady:
    """The same classifier while it may still be learning: until it has learnt, articles pass unjudged.

    They are on the desk at once, and reclassify judges them as soon as the classifier is ready.
    """

    def __init__(self, classifier: TopicClassifier) -> None:
        self._classifier = classifier

    async def classify(self, articles: Sequence[Article]) -> list[Classified]:
        if not self._classifier.version:
            return [Classified(article, ()) for article in articles]
        return await self._classifier.classify(articles)
