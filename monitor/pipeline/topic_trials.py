"""Teach a topic on trial and judge by it, in a worker process: imports no store and no network, as judging does."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from monitor.model import Circumstances, Match, Topic
from monitor.topics.encoder.package import encoder_in_use
from monitor.topics.files.examples import check_examples
from monitor.topics.files.reading import load_all_exemplars
from monitor.topics.judging.classify import classify
from monitor.topics.judging.one_topic import one_topic
from monitor.topics.judging.weights import Model
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.lessons import labelled_topics
from monitor.topics.learning.train import School, school
from monitor.topics.measuring.held_out import held_out
from monitor.topics.measuring.own_examples import Trial, unseen
from monitor.topics.measuring.quality import Figure, TopicQuality, report

_schools: dict[str, School] = {}  # the latest one, until it has been measured on

Text = tuple[str, str, str, Circumstances]  # title, summary, content


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic on trial, with all that is taught beside it."""

    slug: str
    topics: tuple[Topic, ...]  # it among those that it would be live with
    learnt: tuple[Exemplar, ...]  # from verdicts
    labelled: Path  # folder of labelled items
    models: Path  # folder of trained models

    @property
    def topic(self) -> Topic:
        return next(topic for topic in self.topics if topic.slug == self.slug)

    def exemplars(self) -> list[Exemplar]:
        found, _ = load_all_exemplars(self.labelled)
        return [*found, *self.learnt]

    def version(self) -> str:
        """Of the model that these topics make."""
        return model_file.version(self.topics, self.exemplars(), encoder_in_use())


def teach(candidate: Candidate, folder: Path) -> Path:
    """The file, in `folder`, of a model that judges the one topic: <slug>.<version>.json.

    The model of all of them is left for when they are live.
    """
    path, version = _ready(candidate)
    alone = folder / f"{candidate.slug}.{version}.json"
    model_file.save(one_topic(_model(path), candidate.slug), alone)
    return alone


def trial(candidate: Candidate) -> Trial:
    """How the topic does on its own examples. The model of all topics is left for when they are live."""
    path, _ = _ready(candidate)
    topic = candidate.topic
    return Trial(
        problems=tuple(check_examples([topic], _model(path))),
        examples=len(topic.matches) + len(topic.near_misses),
        unseen=unseen(topic, candidate.topics, candidate.exemplars()),
    )


def version(candidate: Candidate) -> str:
    """The version of the model that the topics make."""
    return candidate.version()


def judge(path: Path, texts: Sequence[Text]) -> list[Match]:
    """What the one topic of the model in the file says of each text."""
    model = _model(path)
    return [
        classify(replace(as_article(title, summary), content=content, circumstances=origin), model)[0]
        for title, summary, content, origin in texts
    ]


def quality(candidate: Candidate) -> TopicQuality | None:
    """How the topic does on labelled items, each judged by a model that never saw its story; None: none has its label.

    It is measured once for each version and kept beside the models: what is edited next is held against it again.
    """
    exemplars = candidate.exemplars()
    if candidate.slug not in labelled_topics(exemplars):
        return None
    path = candidate.models / f"quality-{candidate.version()}-{candidate.slug}.json"
    measured = _kept(path)
    if measured is None:
        verdicts = held_out(_read(candidate.topics, exemplars, encoder_in_use()), candidate.topic)
        _schools.clear()
        if verdicts is None:
            return None
        speaking = [item for item in exemplars if item.id in verdicts]
        measured = report(speaking, verdicts, [candidate.slug], "held out by story").topics[0]
        _keep(measured, path)
    return measured


def _kept(path: Path) -> TopicQuality | None:
    try:
        plain = json.loads(path.read_bytes())
        figures = {name: Figure(**plain[name]) for name in ("precision", "recall", "f1")}
        return TopicQuality(plain["topic"], plain["items"], **figures)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _keep(measured: TopicQuality, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".quality-", delete=False) as file:
        json.dump(asdict(measured), file)
    Path(file.name).replace(path)


def _ready(candidate: Candidate) -> tuple[Path, str]:
    exemplars, encoder = candidate.exemplars(), encoder_in_use()
    model = model_file.ready(candidate.topics, exemplars, candidate.models, encoder, _read)
    return model_file.path_of(candidate.models, model.version), model.version


def _read(topics: Sequence[Topic], exemplars: Sequence[Exemplar], encoder: str) -> School:
    """What is taught, read once in a process that both teaches and measures."""
    version = model_file.version(topics, exemplars, encoder)
    if version not in _schools:
        _schools.clear()
        _schools[version] = school(topics, exemplars, encoder)
    return _schools[version]


@lru_cache(maxsize=1)
def _model(path: Path) -> Model:
    model = model_file.load(path)
    if model is None:
        raise FileNotFoundError(2, "the model of the edited topic is gone: start again", str(path))
    return model
