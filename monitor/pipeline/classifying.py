"""The desk's classifier: trained when topics or exemplars change, run in worker processes."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from monitor import shipped
from monitor.model import Article, Classified, Topic
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.topics import model_file
from monitor.topics.classify import classify
from monitor.topics.files import load_exemplars
from monitor.topics.weights import Model

_TRAINING_LIMIT = 300  # seconds; it takes some on a slow core
_CHUNK = 50  # articles in one call to a worker: its time limit is made for one feed


class TopicClassifier:
    """Judges articles by the topics that the store holds at the moment of `prepare`."""

    def __init__(self, store: Store, workers: Workers, folder: Path) -> None:
        self._store = store
        self._workers = workers
        self._folder = folder
        self._topics: tuple[Topic, ...] = ()
        self._model: Path | None = None
        self.version = ""  # of the model and the topics that judge now

    async def prepare(self) -> None:
        """Take up the topics as they stand now; trains a model where none for them is kept. Takes seconds then."""
        topics = tuple(self._store.topics.all())
        if self._model is None or topics != self._topics:
            self._model, self.version = await self._workers.run_within(
                _TRAINING_LIMIT, _ready, topics, self._folder
            )
            self._topics = topics

    async def classify(self, articles: Sequence[Article]) -> list[Classified]:
        """Each article with what it carries, in the given order. `prepare` must have been awaited."""
        assert self._model is not None
        judged: list[Classified] = []
        for start in range(0, len(articles), _CHUNK):
            chunk = list(articles[start : start + _CHUNK])
            judged += await self._workers.run(_judge, self._model, self._topics, chunk)
        return judged


def _ready(topics: Sequence[Topic], folder: Path) -> tuple[Path, str]:
    """The file of the trained model and its version, in a worker: training needs memory that goes with it."""
    exemplars, _ = load_exemplars(shipped.SEEDS / "exemplars" / "exemplars.jsonl")
    model = model_file.ready(topics, exemplars, folder)
    return model_file.path_of(folder, model.version), model.version


def _judge(path: Path, topics: Sequence[Topic], articles: Sequence[Article]) -> list[Classified]:
    model = _loaded(path)
    if model is None:
        raise FileNotFoundError(2, "the trained model is gone: restart to train it again", str(path))
    return [
        Classified(article, tuple(classify(article, topics, model)), model.version) for article in articles
    ]


@lru_cache(maxsize=1)
def _loaded(path: Path) -> Model | None:
    return model_file.load(path)
