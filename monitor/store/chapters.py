"""The other stories of an affair, found by what the store keeps of reports of late."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from monitor.model import Chapter
from monitor.store import story_rows
from monitor.store.story_tables import report_keys, reports, stories
from monitor.stories.facts.told import Fact
from monitor.stories.grouping import chapters
from monitor.stories.grouping.features import unpack

_CANDIDATES = 120  # reports that share most with the story
_READ = 30  # reports of a story, the first: they say what it is about
_CHAPTERS = 12


def of_story(connection: Connection, story_id: int) -> list[Chapter]:
    """The chapters beside this one, the latest first."""
    outlines = _outlines(connection, [story_id])
    if story_id not in outlines:
        return []
    own, own_facts = outlines[story_id]
    others = _outlines(connection, _near(connection, chapters.leads(own)) - {story_id})
    found = {
        other: (round(sure, 3), chapters.in_common(own_facts, facts))
        for other, (known, facts) in others.items()
        if (sure := chapters.likeness(own, known)) >= chapters.LINKED
    }
    likest = sorted(found, key=lambda other: found[other], reverse=True)[:_CHAPTERS]
    rows = connection.execute(story_rows.LED.where(stories.c.id.in_(likest))).all()
    linked = [Chapter(story_rows.story_of(row), *found[row.id]) for row in rows]
    return sorted(linked, key=lambda one: (one.story.last_at, one.story.id), reverse=True)


def _near(connection: Connection, terms: Collection[int]) -> set[int]:
    """The stories of the reports that share most of these terms."""
    held = select(report_keys.c.article_id).where(report_keys.c.key.in_(terms))
    shared = Counter(connection.scalars(held)).most_common(_CANDIDATES)
    mine = select(reports.c.story_id).where(
        reports.c.article_id.in_([article_id for article_id, _ in shared])
    )
    return set(connection.scalars(mine.distinct()))


def _outlines(
    connection: Connection, story_ids: Iterable[int]
) -> Mapping[int, tuple[chapters.Outline, list[Fact]]]:
    """The outline of each story, and the facts that it tells."""
    packed: defaultdict[int, list[bytes]] = defaultdict(list)
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    columns = (reports.c.story_id, reports.c.features, reports.c.told)
    for chunk in story_rows.chunks(story_ids):
        mine = reports.c.story_id.in_(chunk) & reports.c.features.is_not(None)
        for row in connection.execute(
            select(*columns).where(mine).order_by(reports.c.at, reports.c.article_id)
        ):
            if len(packed[row.story_id]) < _READ:
                packed[row.story_id].append(row.features)
                facts[row.story_id] += [Fact(kind, key, text, 0, 0) for kind, key, text in row.told]
    return {
        story_id: (chapters.outline([unpack(one)[0] for one in some]), facts[story_id])
        for story_id, some in packed.items()
    }
