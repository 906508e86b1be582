"""Train and classify, in a worker process: imports no store, no network, so that the processes stay small."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from monitor import shipped
from monitor.model import Article, Classified, Topic, Wish
from monitor.topics.encoder.package import encoder_in_use
from monitor.topics.files.examples import check_examples
from monitor.topics.files.reading import load_all_exemplars
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.judging.wishes import Choice
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.measuring.proposal import Compared, compare

LABELLED = shipped.SEEDS / "exemplars"  # the items that every model learns from


def ready(
    topics: Sequence[Topic], folder: Path, learnt: Sequence[Exemplar] = (), labelled: Path = LABELLED
) -> tuple[Path, str]:
    """The file in `folder` of the model for these topics, trained where there is none, and its version.

    It knows the items in the folder `labelled`, and those that were `learnt` from verdicts.
    """
    exemplars, _ = load_all_exemplars(labelled)
    model = model_file.ready(topics, [*exemplars, *learnt], folder, encoder_in_use())
    return model_file.path_of(folder, model.version), model.version


def relearnt(
    topics: Sequence[Topic],
    learnt: Sequence[Exemplar],
    to_learn: Sequence[Exemplar],
    folder: Path,
    labelled: Path,
) -> tuple[Compared, Path, str]:
    """What `to_learn` in the place of `learnt` does to the quality; the file of that model in `folder`, its version."""
    exemplars, _ = load_all_exemplars(labelled)
    compared = compare(topics, exemplars, learnt, to_learn)
    return compared, *ready(topics, folder, to_learn, labelled)


def judge(path: Path, articles: Sequence[Article]) -> list[Classified]:
    """Each article with what the model in the file says of it."""
    model = _found(path)
    return [Classified(article, tuple(classify(article, model)), model.version) for article in articles]


def thresholds(path: Path) -> dict[str, float]:
    """For each topic of the model in the file the score at which a match begins."""
    model = _loaded(path)
    return {head.slug: head.threshold for head in model.heads} if model else {}


def choices(path: Path) -> dict[str, tuple[Choice, ...]]:
    """For each topic of the model in the file what every wish comes to; none for topics with a query alone."""
    return {head.slug: head.choices for head in _found(path).heads}


def failing(path: Path, topics: Sequence[Topic], wish: Wish) -> dict[str, tuple[str, ...]]:
    """For each topic what is wrong with its examples, were this the wish for it."""
    model = _wishing(path, wish)
    return {topic.slug: tuple(map(str, check_examples([topic], model))) for topic in topics}


def carried(path: Path, wish: Wish, articles: Sequence[Article]) -> Mapping[str, int]:
    """How many of the articles carry each topic, were this the wish for all of them."""
    model = _wishing(path, wish)
    return Counter(match.topic for article in articles for match in classify(article, model) if match.matched)


@lru_cache(maxsize=1)
def _wishing(path: Path, wish: Wish) -> Model:
    return _found(path).wishing(wish)


def _found(path: Path) -> Model:
    model = _loaded(path)
    if model is None:
        raise FileNotFoundError(2, "the trained model is gone: restart to train it again", str(path))
    return model


@lru_cache(maxsize=1)
def _loaded(path: Path) -> Model | None:
    return model_file.load(path)
