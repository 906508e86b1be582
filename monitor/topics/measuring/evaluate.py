"""Scores labelled items so that no model judges what it has learnt from.

An item that the exemplars know, by itself or through another report of its story, is scored by a model that saw nothing
of that story (cross-validation grouped by story). Only items that are new to it are scored by a model of all exemplars.
"""

import random
from collections.abc import Mapping, Sequence

from monitor.model import Topic
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.train import School, school, train
from monitor.topics.measuring.quality import Report, Verdicts, report
from monitor.topics.text.fold import fold

FOLDS = 5
_SEED = 7


def evaluate(
    gold: Sequence[Exemplar], topics: Sequence[Topic], exemplars: Sequence[Exemplar], encoder: str = ""
) -> Report:
    """The report on labelled items; those known from the exemplars are scored by a model that never saw their story.

    With an encoder, the items that it was taught are left out: there is only one of it, and it knows them.
    """
    measured = _new_to_encoder(gold) if encoder else gold
    verdicts, method = _verdicts(measured, topics, exemplars, encoder)
    if left_out := len(gold) - len(measured):
        method += f"; {left_out} left out, which the encoder was taught"
    return report(measured, verdicts, [topic.slug for topic in topics], f"{_means(encoder)}, {method}")


def cross_validate(topics: Sequence[Topic], exemplars: Sequence[Exemplar], encoder: str = "") -> Verdicts:
    """For each exemplar what a model says of it that was trained without its story.

    With an encoder, for those that it was not taught.
    """
    measured = _new_to_encoder(exemplars) if encoder else exemplars
    stories = {item.id: item.story for item in measured}
    return _out_of_fold(measured, stories, school(topics, exemplars, encoder))


def folds(stories: Sequence[str]) -> list[frozenset[str]]:
    """The stories dealt out at random, the same way every time, into FOLDS sets that share none."""
    shuffled = sorted(set(stories))
    random.Random(_SEED).shuffle(shuffled)  # noqa: S311  no secret hangs on it
    return [frozenset(shuffled[i::FOLDS]) for i in range(FOLDS)]


def _means(encoder: str) -> str:
    return f"by the words and the encoder {encoder}" if encoder else "by the words alone"


def _new_to_encoder(gold: Sequence[Exemplar]) -> list[Exemplar]:
    from monitor.topics.learning.unseen import unseen  # only with the extra

    return [item for item in gold if not unseen().has_learnt(item)]


def _verdicts(
    gold: Sequence[Exemplar], topics: Sequence[Topic], exemplars: Sequence[Exemplar], encoder: str
) -> tuple[Verdicts, str]:
    known = _known_story(gold, exemplars)
    lessons = school(topics, exemplars, encoder)
    seen = [item for item in gold if item.id in known]
    unseen = [item for item in gold if item.id not in known]
    verdicts = _out_of_fold(seen, known, lessons) if seen else {}
    if unseen:
        verdicts |= _say(unseen, train(lessons))
    crossed = f"cross-validated by story, k={FOLDS}"
    if not unseen:
        return verdicts, crossed
    if not seen:
        return verdicts, "scored by a model that knows none of these items"
    return verdicts, f"{len(seen)} items {crossed}; {len(unseen)} scored by a model that knows none of them"


def _known_story(gold: Sequence[Exemplar], exemplars: Sequence[Exemplar]) -> dict[str, str]:
    """For each gold item that the exemplars know by its story or its wording: the story there."""
    stories = {item.story for item in exemplars}
    by_text = {_wording(item): item.story for item in exemplars}
    known = {}
    for item in gold:
        story = by_text.get(_wording(item), item.story)
        if story in stories:
            known[item.id] = story
    return known


def _wording(item: Exemplar) -> str:
    return " ".join(f"{fold(item.title)} {fold(item.summary)}".split())


def _out_of_fold(items: Sequence[Exemplar], story_of: Mapping[str, str], lessons: School) -> Verdicts:
    verdicts: Verdicts = {}
    for held in folds([text.exemplar.story for text in lessons.texts]):
        tested = [item for item in items if story_of[item.id] in held]
        if tested:
            verdicts |= _say(tested, train(lessons, without=held))
    return verdicts


def _say(items: Sequence[Exemplar], model: Model) -> Verdicts:
    return {
        item.id: frozenset(
            match.topic for match in classify(as_article(item.title, item.summary), model) if match.matched
        )
        for item in items
    }
