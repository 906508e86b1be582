"""Which story an arriving report belongs to: decided by its likeness to the members of each open story.

A report joins the story whose members it resembles on the mean, not the one that holds its nearest neighbour: a chain
of reports each like the one before would else make one story of a month's news.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from monitor.stories.grouping.likeness import Likeness
from monitor.stories.grouping.reading import Report
from monitor.stories.grouping.resemblance import (
    AROUND_AT,
    MEANING_AT,
    resemblances,
    shortlist,
    tell_the_same,
)
from monitor.stories.grouping.weighing import (
    CONCEPTS,
    FIGURES,
    PLACES,
    ROOTS,
    STEMS,
    Floats,
    Weighed,
    code,
    weights_of,
)
from monitor.topics.text import glossary

WINDOW = timedelta(days=14)  # a report is compared with those of so many days
LONGEST = timedelta(days=45)  # from a story's first report to its last
LARGEST = 500  # reports of a story, copies left out

# From such a mean likeness on a report belongs to a story: chosen on items of the seeds that were left out of the fit,
# in five streams, as they are dated and at 12 to 800 reports a day. Lower found few more and joined many that have
# nothing in common.
_JOINS = 0.3
# Mean likeness between two stories' members from which a report that belongs to both joins them.
_BRIDGES = 0.15
_COMPARED = 4  # members, the likest first: a story's sidelines must not keep out what its core tells
# Candidates that are looked at closely. Of 16,815 labelled items at 1,000 a day B-cubed F1 is 0.905 with 20 as with 40.
_LOOKED_AT = 20
_TOLD = 3  # shared words that a reason names
_TELLS = 2.0  # what one must weigh: a word that every seventh report holds is no reason
_ALIKE = 0.35  # in meaning: of the reports of other events that are looked at closely, one in ten is as near


class OpenStory(NamedTuple):  # fetched by the thousand
    """What the decision must know of a story as a whole."""

    size: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class NewStory:
    """Nothing that is open tells of the same event; `likeness` is that of the nearest, 0 where none is near."""

    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Join:
    """The report belongs to `story`; those of `merged` turn out to tell of the same event and become part of it."""

    story: str
    likeness: float
    reasons: tuple[str, ...]
    merged: tuple[str, ...] = ()


Decision = NewStory | Join


def assign(
    told: Report,
    report: Weighed,
    near: Sequence[Weighed],
    story_of: Mapping[str, str],
    stories: Mapping[str, OpenStory],
    likeness: Likeness,
    crowd: float,
) -> Decision:
    """Where a report goes, told and weighed; those `near` it within the window stand in open stories, each by its id.

    `crowd` is how many reports a day came of late.
    """
    if not near:
        return NewStory()
    figures = resemblances(report, near, crowd)
    found = _by_story(near, story_of, figures, likeness)
    means = {
        story: _mean([sure for sure, _ in alike], stories[story].size)
        for story, alike in found.items()
        if _open(stories[story], report.at)
    }
    best = max(means, key=lambda story: (means[story], story), default="")
    if not best or means[best] < _JOINS:
        return NewStory(round(means.get(best, 0.0), 3))
    around = float(figures[0, AROUND_AT])
    members = {story: [m for _, m in found[story][:_COMPARED]] for story in means}
    merged = tuple(
        story
        for story in sorted(means)
        if story != best
        and means[story] >= _JOINS
        and _fit(stories[best], stories[story])
        and _alike(members[best], members[story], likeness, crowd, around) >= _BRIDGES
    )
    nearest = max(found[best], key=_sure)[1]
    return Join(best, round(means[best], 3), reasons(told, report, nearest), merged)


def _open(story: OpenStory, at: datetime) -> bool:
    return story.size < LARGEST and max(at, story.last) - min(at, story.first) <= LONGEST


def _by_story(
    near: Sequence[Weighed], story_of: Mapping[str, str], figures: Floats, likeness: Likeness
) -> dict[str, list[tuple[float, Weighed]]]:
    """The stories of which a report may be, by its likeness to one of theirs: how sure it is of each of the likest."""
    looked_at = shortlist(figures, _LOOKED_AT)
    chosen = figures[looked_at]
    sure_of = np.where(tell_the_same(chosen), 1.0, likeness.of(chosen))
    members = [near[place] for place in looked_at.tolist()]
    found: dict[str, list[tuple[float, Weighed]]] = {
        story_of[members[place].id]: [] for place in np.flatnonzero(sure_of >= _JOINS).tolist()
    }
    for member, sure in zip(members, sure_of.tolist(), strict=True) if found else ():
        if (alike := found.get(story_of[member.id])) is not None:
            alike.append((sure, member))
    return found


def _sure(pair: tuple[float, Weighed]) -> float:
    return pair[0]


def _mean(alike: Sequence[float], size: int) -> float:
    """Over the likest members; those that were not even candidates count as unlike.

    Over two thirds of a large story: of a chain of reports only the last few are like the next one.
    """
    counted = min(max(size, len(alike)), _COMPARED + max(0, size - _COMPARED) * 2 // 3)
    return sum(sorted(alike, reverse=True)[:counted]) / counted


def _fit(one: OpenStory, other: OpenStory) -> bool:
    """Whether two stories together keep within the limits of one."""
    length = max(one.last, other.last) - min(one.first, other.first)
    return one.size + other.size <= LARGEST and length <= LONGEST


def _alike(
    one: Sequence[Weighed], other: Sequence[Weighed], likeness: Likeness, crowd: float, around: float
) -> float:
    """The mean likeness of two stories' members: that a report resembles both does not make one of them."""
    rows = [likeness.of(resemblances(member, other, crowd, around)) for member in one]
    return float(np.mean(rows))


def reasons(report: Report, weighed: Weighed, nearest: Weighed) -> tuple[str, ...]:
    """In words why a report stands beside the one it resembles most."""
    days = abs((weighed.at.date() - nearest.at.date()).days)
    here, there = (
        dict(zip(one.terms.tolist(), weights_of(one.marks).tolist(), strict=True))
        for one in (weighed, nearest)
    )
    weights = {term: min(here[term], there[term]) for term in here.keys() & there.keys()}
    found = []
    for kind, name, terms in (
        (FIGURES, "figures", report.figures),
        (STEMS, "words", report.stems),
        (ROOTS, "beginnings of words", report.roots),
        (PLACES, "countries", report.places),
        (CONCEPTS, "concepts", report.concepts),
    ):
        least = _TELLS if kind in {STEMS, ROOTS} else 0.0
        shared = {term: weights[code(kind, term)] for term in terms if code(kind, term) in weights}
        telling = [term for term, weight in shared.items() if weight >= least]
        rarest = sorted(telling, key=lambda term: (-shared[term], term))[:_TOLD]
        if rarest and not (kind == ROOTS and weighed.language == nearest.language):
            found.append(f"the same {name}: {', '.join(_plain(kind, term) for term in rarest)}")
    if resemblances(weighed, [nearest], 0.0)[0, MEANING_AT] >= _ALIKE:
        found.append("alike in what they mean")
    return (*found, "the same day" if not days else f"{days} day{'s' if days > 1 else ''} apart")


def _plain(kind: int, term: str) -> str:
    """A shared term as an editor would write it."""
    if kind == CONCEPTS:
        return glossary.plain(term)
    return term.upper() if kind == PLACES else term
