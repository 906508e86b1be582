"""What the grouping of articles into stories reads: what waits, and what it may have to do with."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from monitor.model import Article
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database, as_rows
from monitor.store.stories import moves as story_moves
from monitor.store.stories import shelf
from monitor.store.stories.rows import chunks
from monitor.store.stories.tables import reports, stories, story_edits, term_counts
from monitor.store.tables import articles, feeds
from monitor.stories.copies.credit import Credit
from monitor.stories.copies.finding import CARRIERS
from monitor.stories.copies.origin import Carrier
from monitor.stories.grouping.assign import OpenStory
from monitor.stories.grouping.gist import VERSION
from monitor.stories.grouping.shelf import Held, StoredReport, Surroundings, Twin

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

    def held(self, keys: Collection[int], since: datetime | None = None) -> Held:
        """The reports to which each of these keys leads, without those that came before any of a date from `since`."""
        with self._database.reading() as connection:
            return shelf.held(connection, keys, _first(connection, since) if since else 0)

    def keys_are_due(self) -> bool:
        """Whether so many keys wait that they are to be settled."""
        with self._database.reading() as connection:
            return shelf.are_due(connection)

    def around(
        self,
        likely: Collection[int],
        twins: Collection[int] = (),
        dates: tuple[datetime, datetime] = (
            datetime.min.replace(tzinfo=UTC),
            datetime.max.replace(tzinfo=UTC),
        ),
    ) -> tuple[Surroundings, Edits]:
        """What there is to know of these reports, and by what it is seen that stories were edited since.

        Of those that are `twins` the batch may hold copies, whatever their dates; the others are told of if theirs
        lie between the two.
        """
        with self._database.reading() as connection:
            stored = _stored(connection, {*likely} - {*twins}, dates)
            copied = _twins(connection, twins)
            named = {one.story for one in (*stored, *(twin.report for twin in copied))}
            opened, headed = _open(connection, [int(name[1:]) for name in named])
            apart = _apart(connection, [int(name[1:]) for name in opened], headed)
            return Surroundings(stored, copied, opened, apart, _lately(connection)), edits(connection)

    def lately(self) -> list[datetime]:
        """The dates of the latest reports: enough to tell a crowd by."""
        with self._database.reading() as connection:
            return _lately(connection)

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


def _first(connection: Connection, since: datetime) -> int:
    """The lowest number of a report that is dated so late; 0 where there is none."""
    return connection.scalar(select(func.min(reports.c.article_id)).where(reports.c.at >= since)) or 0


def _stored(
    connection: Connection, article_ids: Collection[int], dates: tuple[datetime, datetime]
) -> list[StoredReport]:
    mine = reports.c.article_id.in_(as_rows(article_ids, connection.dialect))
    dated = reports.c.at.between(*dates) & reports.c.features.is_not(None)
    statement = select(reports.c.article_id, reports.c.story_id, reports.c.features).where(mine, dated)
    rows = connection.execute(statement).all()
    return [StoredReport(number, f"s{story}", features) for number, story, features in rows]


def _twins(connection: Connection, article_ids: Collection[int]) -> list[Twin]:
    columns = (reports.c.article_id, reports.c.story_id, reports.c.text_id, reports.c.features)
    statement = (
        select(*columns, *_CARRIER)
        .join(articles, articles.c.id == reports.c.article_id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
    )
    found = []
    for chunk in chunks(article_ids):
        here = and_(reports.c.article_id.in_(chunk), reports.c.features.is_not(None))
        for row in connection.execute(statement.where(here)):
            report = StoredReport(row.article_id, f"s{row.story_id}", row.features)
            found.append(Twin(report, f"t{row.text_id}", _carrier(row)))
    return found


def _open(connection: Connection, story_ids: Sequence[int]) -> tuple[dict[str, OpenStory], list[int]]:
    """These stories, and those of them that have a person's headline."""
    mine = stories.c.id.in_(as_rows(story_ids, connection.dialect))
    columns = (stories.c.id, stories.c.texts, stories.c.first_at, stories.c.last_at, stories.c.headline_by)
    rows = connection.execute(select(*columns).where(mine)).all()
    found = {f"s{number}": OpenStory(texts, first, last) for number, texts, first, last, _ in rows}
    return found, sorted(number for number, *_, headline_by in rows if headline_by)


def _apart(connection: Connection, story_ids: Sequence[int], headed: Sequence[int]) -> list[tuple[str, str]]:
    """Pairs that a person has told apart, and those that both have a person's headline."""
    pairs = {(row.a, row.b) for row in story_moves.apart(connection, story_ids)}
    pairs |= set(combinations(headed, 2))
    return [(f"s{one}", f"s{other}") for one, other in sorted(pairs)]


def _lately(connection: Connection) -> list[datetime]:
    latest = select(reports.c.at).order_by(reports.c.article_id.desc()).limit(_LATELY)
    return list(connection.scalars(latest))


_CARRIER = (feeds.c.name.label("outlet"), reports.c.at, reports.c.length, reports.c.credit)


def _carrier(row: Any) -> Carrier:  # noqa: ANN401  a row with _CARRIER
    credit = Credit(**row.credit) if row.credit else None
    return Carrier(str(row.article_id), row.outlet, row.at, row.length, credit)
