"""A topic on trial among those of the desk."""

from pathlib import Path

from monitor.model import Topic
from monitor.pipeline.judging import LABELLED
from monitor.pipeline.topic_trials import Candidate
from monitor.store import Store
from monitor.topics.verdicts import exemplars


def candidate(store: Store, topic: Topic, models: Path, labelled: Path = LABELLED) -> Candidate:
    """The topic in the place of the one of the desk that has its slug, or beside those there are."""
    others = (held for held in store.topics.all() if held.slug != topic.slug)
    learnt = exemplars(store.verdicts.all(up_to=store.proposals.taught_up_to()))
    return Candidate(topic.slug, (*others, topic), tuple(learnt), labelled, models)
