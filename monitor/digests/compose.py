"""What goes into one digest, under which topic, and what stands together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.model import DigestItem, Subscription, Topic, Window

_WORDS_OF_A_TITLE = 4  # a shorter one ("Weekly briefing") says nothing of what the article tells


@dataclass(frozen=True, slots=True)
class Report:
    """One piece of news as a digest shows it: the first article to tell it, and what else it touches."""

    item: DigestItem  # with its strongest match
    also_about: tuple[Topic, ...] = ()
    others: tuple[DigestItem, ...] = ()  # that tell of the same event, the earliest first


@dataclass(frozen=True, slots=True)
class Section:
    topic: Topic
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one subscriber gets for one window."""

    subscription: Subscription
    window: Window
    sections: tuple[Section, ...]
    left_out: int  # reports over the cap, still to be found on the desk
    article_ids: tuple[int, ...]  # all that it answers for, folded and left-out ones too: never told again

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(report for section in self.sections for report in section.reports)


def compose(
    subscription: Subscription,
    window: Window,
    candidates: Sequence[DigestItem],
    topics: Sequence[Topic],
    max_items: int,
) -> Digest:
    """The digest of these candidates (an article comes once for each topic it carries).

    Each report stands once, under its strongest topic; topics keep the desk's order, reports the newest first.
    Over `max_items` the oldest of the longest sections give way, so that no topic is crowded out.
    """
    reports = _reports(candidates, topics)
    sections = [Section(t, tuple(r for r in reports if r.item.match.topic == t.slug)) for t in topics]
    kept = _capped(sections, max_items)
    shown = sum(len(section.reports) for section in kept)
    return Digest(
        subscription=subscription,
        window=window,
        sections=kept,
        left_out=len(reports) - shown,
        article_ids=tuple(sorted({item.article_id for item in candidates})),
    )


def dated_at(item: DigestItem) -> datetime:
    """Where an article stands in time; one from the future counts from its arrival."""
    return min(item.published or item.first_seen, item.first_seen)


def _reports(candidates: Iterable[DigestItem], topics: Sequence[Topic]) -> list[Report]:
    by_slug = {topic.slug: topic for topic in topics}
    articles: dict[int, list[DigestItem]] = {}
    for item in candidates:
        if item.match.topic in by_slug:
            articles.setdefault(item.article_id, []).append(item)
    for rows in articles.values():
        rows.sort(key=lambda item: -item.match.score)  # stable: equals stay in the desk's order
    in_time = sorted(articles.values(), key=lambda rows: (dated_at(rows[0]), rows[0].article_id))
    reports = [_report(group, topics) for group in _by_story(in_time)]
    return sorted(reports, key=lambda report: (dated_at(report.item), report.item.article_id), reverse=True)


def _report(group: list[list[DigestItem]], topics: Sequence[Topic]) -> Report:
    first, *others = group
    carried = {item.match.topic for item in first[1:]}
    also_about = tuple(topic for topic in topics if topic.slug in carried)
    return Report(first[0], also_about, tuple(rows[0] for rows in others))


def _by_story(articles: Iterable[list[DigestItem]]) -> list[list[list[DigestItem]]]:
    """The articles that tell the same, together: those of one story, and those of one title."""
    groups: list[list[list[DigestItem]]] = []
    group_of: dict[object, list[list[DigestItem]]] = {}
    for rows in articles:
        tells = _tells(rows[0])
        group = next((group_of[one] for one in tells if one in group_of), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(rows)
        for one in tells:
            group_of.setdefault(one, group)
    return groups


def _tells(item: DigestItem) -> tuple[object, ...]:
    """What it has in common with another that tells the same: the story, a title long enough to be no accident."""
    title = item.title.casefold()
    outlet = re.escape(item.outlet.casefold())
    words = tuple(re.findall(r"\w+", re.sub(rf"\s[-–—|·]\s+{outlet}\s*$", "", title)))
    return (
        *((item.story_id,) if item.story_id is not None else ()),
        *((words,) if len(words) >= _WORDS_OF_A_TITLE else ()),
    )


def _capped(sections: Iterable[Section], max_items: int) -> tuple[Section, ...]:
    """The sections that have reports, cut so that they hold `max_items` together, each its fair share."""
    filled = [section for section in sections if section.reports]
    places = sorted(
        (rank, order) for order, section in enumerate(filled) for rank in range(len(section.reports))
    )
    kept = [0] * len(filled)
    for _, order in places[:max_items]:
        kept[order] += 1
    cut = (Section(s.topic, s.reports[:count]) for s, count in zip(filled, kept, strict=True) if count)
    return tuple(cut)
