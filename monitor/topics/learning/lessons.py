"""What there is to learn from: labelled items, the topics' own examples, and, for want of labels, the topics' concepts.

A topic that an admin adds has no labelled items. It is then taught by a rule: *two of its concepts near each other
make a match* (in one sentence, in neighbouring ones, or one of them in the headline; a topic with a single concept
matches where that is met). The rule labels the items that are there for other topics, and copies of them into which
one concept or two have been put, so that the model learns to go by the concepts and by nothing else. The topic's
own examples outweigh it.

With enough examples of its own there is a second way: the examples beside the items that are there, hardly one of which
carries the topic. Which way is the better hangs on the topic; `fitting.surest` asks its examples. Where an encoder
reads beside the words, it is this way, with what the examples mean (`by_meaning`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle
from typing import TypeVar

from monitor.model import Topic
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.text import glossary
from monitor.topics.text.features import Features, features, pair_name, read
from monitor.topics.text.lexicon import Finder

_T = TypeVar("_T")

# What an example from a topic's own file weighs: it draws the border on purpose. At 4 items macro F1 was 0.734
# after 0.720 at 1 (5 folds, dealt in three ways), and every shipped example came out as its author says.
_EXAMPLE = 4.0
# What a report weighs that is as feeds bring them, beside those written to teach. At 1, 1.5, 2, 3, 4, 6 and 8 macro F1
# of the reference, which are such reports, was 0.853, 0.856, 0.855, 0.861, 0.860, 0.852 and 0.855.
_DRAWN = 3.0
_GROUNDS = 1_500  # texts that a rule is shown on, three lessons each: training would grow with every exemplar
# Examples of each kind from which it is worth to learn without the rule. Each shipped topic was hidden in turn: its
# labels dropped, its concepts cut to seven terms in each of six languages, all but 1 % of its items taken from those
# there were, some of them drawn for examples, and half of all stories judged (mean F1, two draws a topic):
#     examples that match, and near misses   by the rule   without it
#     12 and 24                                 0.434         0.505
#     16 and 32                                 0.444         0.651
#     20 and 40                                 0.455         0.680
# fitting.surest went without it every time. With 8 and 16 the rule was better (0.426 against 0.400, tried with
# scikit-learn's C at 1).
_ENOUGH = 12
_OTHERS = 3_000  # items beside the examples: 0.679 with so many, 0.681 with nearly twice as many
# Labelled items that carry a topic from which on the spelling of words is learnt too. Of 150 items with 30 of each
# topic that told nothing; of 300 with 60, and of more up to all 12,323, it raised average precision by 0.004 to 0.010.
_SPELT = 50


@dataclass(frozen=True, slots=True)
class Lesson:
    features: Features
    group: str  # lessons of one group stay together when folds are made
    carries: bool
    weight: float = 1.0
    item: str = ""  # the id of the exemplar or example, where there is one
    labelled: bool = False  # a real item, labelled by a person: these tell where the threshold belongs
    example: bool = False  # from the topic's own file
    gauge: bool = False  # an example that, for want of labelled items, tells where the threshold belongs


@dataclass(frozen=True, slots=True)
class Text:
    """An exemplar that has been read."""

    exemplar: Exemplar
    features: Features


def read_exemplars(exemplars: Sequence[Exemplar], finder: Finder) -> list[Text]:
    return [Text(item, _features(item.title, item.summary, finder)) for item in exemplars]


def labelled_topics(exemplars: Sequence[Exemplar]) -> frozenset[str]:
    """The slugs with which people have labelled the exemplars; of any other topic they say nothing.

    Verdicts, which speak of single topics, make none: a few of them do not take the place of a topic's rule.
    """
    return frozenset().union(*(item.labels for item in exemplars if item.judged is None))


def lessons(
    topic: Topic, topics: Sequence[Topic], texts: Sequence[Text], finder: Finder, labelled: bool
) -> list[list[Lesson]]:
    """All that teaches one topic, for each way there is to learn it; `labelled` says whether the texts are labelled."""
    own = _own(topic, finder)
    whole = [text for text in texts if text.exemplar.judged is None]
    decided = [text for text in texts if text.exemplar.judged and topic.slug in text.exemplar.judged]
    if labelled:
        return [_labelled(topic, [*whole, *decided]) + own]
    known = _labelled(topic, decided)
    ways = [_by_rule(sorted(glossary.names(topic, topics)), whole) + known + own]
    if is_by_example(topic, labelled):
        ways.append(_probably_without(whole) + known + [replace(one, gauge=True) for one in own])
    return ways


def is_by_example(topic: Topic, labelled: bool) -> bool:
    """Whether a topic can be learnt from its own examples alone, for want of labelled items."""
    return not labelled and min(len(topic.matches), len(topic.near_misses)) >= _ENOUGH


def teach_spelling(taught: Sequence[Lesson]) -> bool:
    """Whether there are enough to learn from how words are spelt: a few examples would be told by their letters."""
    return sum(lesson.carries and lesson.labelled for lesson in taught) >= _SPELT


def example_id(topic: Topic, number: int) -> str:
    """What a topic's example is called, by its place among those that match and, behind them, its near misses."""
    return f"{topic.slug} {number}"


def _own(topic: Topic, finder: Finder) -> list[Lesson]:
    examples = [(example, True) for example in topic.matches] + [
        (example, False) for example in topic.near_misses
    ]
    return [
        Lesson(
            _features(example.title, example.summary, finder),
            example_id(topic, number),
            carries,
            _EXAMPLE,
            example_id(topic, number),
            example=True,
        )
        for number, (example, carries) in enumerate(examples)
    ]


def _probably_without(texts: Sequence[Text]) -> list[Lesson]:
    """Some of the items, which nobody has labelled with the topic in mind."""
    return [
        Lesson(text.features, text.exemplar.story, carries=False, item=text.exemplar.id)
        for text in beside(texts)
    ]


def beside(items: Sequence[_T]) -> Sequence[_T]:
    """Those of all items beside which a topic is learnt from its examples."""
    return _spread(items, _OTHERS)


def _labelled(topic: Topic, texts: Sequence[Text]) -> list[Lesson]:
    return [
        Lesson(
            text.features,
            text.exemplar.story,
            topic.slug in text.exemplar.labels,
            _DRAWN if text.exemplar.drawn else 1.0,
            text.exemplar.id,
            labelled=True,
        )
        for text in texts
    ]


def _features(title: str, summary: str, finder: Finder) -> Features:
    """Of the headline with its summary (the first passage of it, should it be very long)."""
    return features(read(as_article(title, summary), finder))


def _by_rule(concepts: Sequence[str], texts: Sequence[Text]) -> list[Lesson]:
    """Three lessons a text: as it is, with one concept put into it, with what makes a match put into it."""
    matches: list[tuple[str, ...]] = list(combinations(concepts, 2)) or [tuple(concepts)]
    wanted = set(map(pair_name, combinations(sorted(concepts), 2))) or set(concepts)
    spread = _spread(texts, _GROUNDS)
    grounds = cycle([(text.features, text.exemplar.story) for text in spread] or [(features(()), "")])
    taught = []
    for number in range(max(len(spread), len(matches))):
        base, story = next(grounds)
        for put in ((), (concepts[number % len(concepts)],), matches[number % len(matches)]):
            changed = _with(base, put)
            taught.append(Lesson(changed, story, not wanted.isdisjoint(changed.concepts)))
    return taught


def _with(base: Features, concepts: tuple[str, ...]) -> Features:
    """The same text, were it to name these concepts beside each other."""
    met = {*concepts, *map(pair_name, combinations(sorted(concepts), 2))}
    return replace(base, concepts=base.concepts | met)


def _spread(items: Sequence[_T], most: int) -> Sequence[_T]:
    """At most so many of the items, evenly from first to last."""
    return items[:: len(items) // most + 1]
