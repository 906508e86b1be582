"""Train and classify, in a worker process: imports no store, no network, so that the processes stay small."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from monitor import shipped
from monitor.model import Article, Classified, Topic
from monitor.topics import model_file
from monitor.topics.classify import classify
from monitor.topics.files import load_all_exemplars
from monitor.topics.weights import Model


def ready(topics: Sequence[Topic], folder: Path) -> tuple[Path, str]:
    """The file in `folder` of the model for these topics, trained where there is none, and its version."""
    exemplars, _ = load_all_exemplars(shipped.SEEDS / "exemplars")
    model = model_file.ready(topics, exemplars, folder)
    return model_file.path_of(folder, model.version), model.version


def judge(path: Path, articles: Sequence[Article]) -> list[Classified]:
    """Each article with what the model in the file says of it."""
    model = _loaded(path)
    if model is None:
        raise FileNotFoundError(2, "the trained model is gone: restart to train it again", str(path))
    return [Classified(article, tuple(classify(article, model)), model.version) for article in articles]


@lru_cache(maxsize=1)
def _loaded(path: Path) -> Model | None:
    return model_file.load(path)
