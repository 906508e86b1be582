"""What learning from verdicts would change: measured before it is taken. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Match, Topic
from monitor.topics.judging.classify import classify
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.train import school, train
from monitor.topics.measuring.evaluate import folds
from monitor.topics.measuring.quality import Report, Verdicts, report


@dataclass(frozen=True, slots=True)
class Compared:
    """F1 as it is and as it would be: each item scored by models that never saw its story, on the same folds."""

    verdicts: int  # labelled items that come of verdicts
    items: int  # with the shipped ones
    macro_f1: tuple[float, float]  # as it is, as it would be
    f1: Mapping[str, tuple[float, float]]  # the same by topic

    @property
    def falls(self) -> bool:
        """Whether the quality would be lower, as far as four decimals tell."""
        before, after = self.macro_f1
        return after < before


@dataclass(frozen=True, slots=True)
class Moved:
    """An article that would gain or lose a topic."""

    article_id: int
    title: str
    topic: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a proposal would change."""

    compared: Compared
    articles: int  # the latest ones, which were judged with it
    gains: Mapping[str, int]  # how many of them gain each topic
    losses: Mapping[str, int]
    gained: tuple[Moved, ...]  # some of them, the newest first
    lost: tuple[Moved, ...]


def compare(
    topics: Sequence[Topic],
    shipped: Sequence[Exemplar],
    learnt: Sequence[Exemplar],
    to_learn: Sequence[Exemplar],
) -> Compared:
    """The quality with what is learnt from verdicts now, and with `to_learn` in its place.

    Both are measured on the same items: the shipped ones and `to_learn`, cross-validated by story.
    """
    items = [*shipped, *to_learn]
    now = _report(items, topics, [*shipped, *learnt])
    then = _report(items, topics, items)
    pairs = zip(now.topics, then.topics, strict=True)
    return Compared(
        verdicts=len(to_learn),
        items=len(items),
        macro_f1=(now.macro_f1.value, then.macro_f1.value),
        f1={before.topic: (before.f1.value, after.f1.value) for before, after in pairs},
    )


def _report(items: Sequence[Exemplar], topics: Sequence[Topic], taught: Sequence[Exemplar]) -> Report:
    lessons = school(topics, taught)
    given: Verdicts = {}
    for held in folds([item.story for item in items]):
        tested = [item for item in items if item.story in held]
        if tested:
            model = train(lessons, without=held)
            given |= {
                item.id: _said(item, classify(as_article(item.title, item.summary), model)) for item in tested
            }
    return report(items, given, [topic.slug for topic in topics], "cross-validated by story")


def _said(item: Exemplar, matches: Sequence[Match]) -> frozenset[str]:
    """The topics given, as far as the item's labels speak of them: of the others nobody knows."""
    matched = frozenset(match.topic for match in matches if match.matched)
    return matched if item.judged is None else matched & item.judged
