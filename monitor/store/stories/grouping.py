"""What the grouping of articles into stories reads: what waits, and what it may have to do with."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from monitor.model import Article
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database
from monitor.store.stories import moves as story_moves
from monitor.store.stories.rows import chunks
from monitor.store.stories.tables import report_keys, reports, stories, story_edits, term_counts
from monitor.store.tables import articles, feeds
from monitor.stories.copies.credit import Credit
from monitor.stories.copies.finding import CARRIERS
from monitor.stories.copies.origin import Carrier
from monitor.stories.grouping.assign import OpenStory
from monitor.stories.grouping.gist import VERSION
from monitor.stories.grouping.shelf import Held, StoredReport, Surroundings

Edits = tuple[int, int]

_LATELY = 250  # reports by whose dates it is told how crowded the days are


class Grouping:
    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, after: int, limit: int) -> dict[int, Article]:
        """Articles that are in no story yet, by number, in order of arrival, from behind a number."""
        grouped = select(reports.c.article_id).where(reports.c.article_id == articles.c.id).exists()
        return self._articles(
            select(articles.c.id).where(articles.c.id > after, ~grouped).order_by(articles.c.id), limit
        )

    def outdated(self, limit: int) -> dict[int, Article]:
        """Articles in stories that were edited since they were read, or read by another version, by number."""
        old = or_(
            reports.c.read_by == "", and_(reports.c.read_by != VERSION, reports.c.features.is_not(None))
        )
        chosen = select(reports.c.article_id).where(old).order_by(reports.c.article_id.desc())
        return self._articles(chosen, limit)

    def alone(self, article_ids: Collection[int]) -> set[int]:
        """Those of these articles that are the only report of a story that nobody has touched."""
        touched = or_(story_edits.c.story_id == stories.c.id, story_edits.c.other_id == stories.c.id)
        statement = (
            select(reports.c.article_id)
            .join(stories, stories.c.id == reports.c.story_id)
            .where(reports.c.article_id.in_(article_ids), stories.c.reports == 1, reports.c.placed_by == "")
            .where(~select(story_edits.c.id).where(touched).exists())
        )
        with self._database.reading() as connection:
            return set(connection.scalars(statement))

    def last(self) -> int:
        """The number of the latest article; 0 where there is none."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(articles.c.id))) or 0

    def held(self, keys: Collection[int]) -> Held:
        """The reports to which each of these keys leads."""
        found: dict[int, list[int]] = {}
        with self._database.reading() as connection:
            for chunk in chunks(keys):
                mine = select(report_keys.c.key, report_keys.c.article_id).where(report_keys.c.key.in_(chunk))
                for key, article_id in connection.execute(mine):
                    found.setdefault(key, []).append(article_id)
        return found

    def around(self, likely: Collection[int], twins: Collection[int] = ()) -> tuple[Surroundings, Edits]:
        """What there is to know of these reports, and by what it is seen that stories were edited since.

        Of those that are `twins` the batch may hold copies.
        """
        with self._database.reading() as connection:
            stored = list(_stored(connection, {*likely, *twins}, twins))
            opened = _open(connection, {int(one.story[1:]) for one in stored})
            apart = _apart(connection, [int(name[1:]) for name in opened])
            return Surroundings(stored, opened, apart, _lately(connection)), edits(connection)

    def counts(self) -> bytes | None:
        """How often words stood in reports, as `term_counts` packs it; None while nobody has counted."""
        with self._database.reading() as connection:
            return connection.scalar(select(term_counts.c.body))

    def _articles(self, chosen: Select[tuple[int]], limit: int) -> dict[int, Article]:
        with self._database.reading() as connection:
            ids = list(connection.scalars(chosen.limit(limit)))
            rows = connection.execute(SOURCED.where(articles.c.id.in_(ids)).order_by(articles.c.id)).all()
        return {row.id: article_of(row) for row in rows}


def edits(connection: Connection) -> Edits:
    """How many edits of stories there are, and how many are undone."""
    row = connection.execute(select(func.count(story_edits.c.id), func.count(story_edits.c.undone_at))).one()
    return row[0], row[1]


def carriers_of(connection: Connection, text_ids: Collection[int]) -> dict[int, list[Carrier]]:
    """The first who carried each text, as many as its origin is told by."""
    turn = func.row_number().over(
        partition_by=reports.c.text_id, order_by=(reports.c.at, reports.c.article_id)
    )
    found: dict[int, list[Carrier]] = {}
    for chunk in chunks(text_ids):
        ranked = (
            select(reports.c.article_id, reports.c.text_id, *_CARRIER, turn.label("turn"))
            .join(articles, articles.c.id == reports.c.article_id)
            .join(feeds, feeds.c.id == articles.c.feed_id)
            .where(reports.c.text_id.in_(chunk))
            .subquery()
        )
        for row in connection.execute(select(ranked).where(ranked.c.turn <= CARRIERS)):
            found.setdefault(row.text_id, []).append(_carrier(row))
    return found


def _stored(
    connection: Connection, article_ids: Collection[int], twins: Collection[int]
) -> Iterator[StoredReport]:
    columns = (reports.c.article_id, reports.c.story_id, reports.c.text_id, reports.c.features)
    statement = (
        select(*columns, *_CARRIER)
        .join(articles, articles.c.id == reports.c.article_id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
    )
    for chunk in chunks(article_ids):
        here = and_(reports.c.article_id.in_(chunk), reports.c.features.is_not(None))
        for row in connection.execute(statement.where(here).order_by(reports.c.article_id)):
            yield StoredReport(
                _carrier(row), f"s{row.story_id}", f"t{row.text_id}", row.features, row.article_id in twins
            )


def _open(connection: Connection, story_ids: Collection[int]) -> dict[str, OpenStory]:
    found: dict[str, OpenStory] = {}
    for chunk in chunks(story_ids):
        statement = select(stories.c.id, stories.c.texts, stories.c.first_at, stories.c.last_at)
        for row in connection.execute(statement.where(stories.c.id.in_(chunk))):
            found[f"s{row.id}"] = OpenStory(row.texts, row.first_at, row.last_at)
    return found


def _apart(connection: Connection, story_ids: Sequence[int]) -> list[tuple[str, str]]:
    """Pairs that a person has told apart, and those that both have a person's headline."""
    pairs = {(row.a, row.b) for row in story_moves.apart(connection, story_ids)}
    for chunk in chunks(story_ids):
        headed = select(stories.c.id).where(stories.c.id.in_(chunk), stories.c.headline_by != "")
        pairs |= set(combinations(sorted(connection.scalars(headed)), 2))
    return [(f"s{one}", f"s{other}") for one, other in sorted(pairs)]


def _lately(connection: Connection) -> list[datetime]:
    latest = select(reports.c.at).order_by(reports.c.article_id.desc()).limit(_LATELY)
    return list(connection.scalars(latest))[::-1]


_CARRIER = (feeds.c.name.label("outlet"), reports.c.at, reports.c.length, reports.c.credit)


def _carrier(row: Any) -> Carrier:  # noqa: ANN401  a row with _CARRIER
    credit = Credit(**row.credit) if row.credit else None
    return Carrier(str(row.article_id), row.outlet, row.at, row.length, credit)
