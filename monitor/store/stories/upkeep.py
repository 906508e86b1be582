"""Looking after stories: what other changes do to them, and what need not be kept for ever."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update

from monitor.store.database import Database
from monitor.store.stories.rows import chunks, recount
from monitor.store.stories.tables import report_keys, reports, stories, texts
from monitor.store.tables import articles

_LATEST = 500  # reports whose dates tell what time it is: a clock that jumps for an hour tells nothing
_KEPT = timedelta(days=90)  # what others are compared by: grouping needs two weeks of it, chapters more
_SLICES = 256  # of the keys, each forgotten in a transaction of its own


class StoryUpkeep:
    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self) -> None:
        """Delete by what reports were compared that are too old to be, and texts that nobody carries any more."""
        with self._database.writing() as connection:
            carried = select(reports.c.article_id).where(reports.c.text_id == texts.c.id).exists()
            connection.execute(delete(texts).where(~carried))
            horizon = _horizon(connection)
            if horizon is None:
                return
            old = (reports.c.at < horizon) & reports.c.features.is_not(None)
            connection.execute(update(reports).where(old).values(features=None))
            first = connection.scalar(select(func.min(reports.c.article_id)).where(reports.c.at >= horizon))
        width = 2**64 // _SLICES
        for start in range(-(2**63), 2**63, width):
            here = report_keys.c.key.between(start, start + width - 1)
            with self._database.writing() as connection:
                connection.execute(delete(report_keys).where(here, report_keys.c.article_id < (first or 0)))


def outdate(connection: Connection, article_id: int) -> None:
    """Have an article read again for its story: its text has changed."""
    connection.execute(update(reports).where(reports.c.article_id == article_id).values(read_by=""))


def stories_of_feed(connection: Connection, feed_id: int) -> list[int]:
    """The stories that tell of articles which a feed was the first to bring."""
    mine = select(reports.c.story_id).join(articles, articles.c.id == reports.c.article_id)
    return list(connection.scalars(mine.where(articles.c.feed_id == feed_id).distinct()))


def after_deletion(connection: Connection, story_ids: Collection[int]) -> None:
    """Count stories of which articles were deleted; those that have none left go too, with what became part of them."""
    recount(connection, story_ids, None)
    for chunk in chunks(story_ids):
        empty = (stories.c.reports == 0) & stories.c.merged_into.is_(None)
        connection.execute(delete(stories).where(stories.c.id.in_(chunk), empty))


def _horizon(connection: Connection) -> datetime | None:
    """The date before which reports are too old to be compared; None where there are too few to tell."""
    latest = select(reports.c.at).order_by(reports.c.article_id.desc()).limit(_LATEST)
    dates = sorted(connection.scalars(latest))
    return dates[len(dates) // 2] - _KEPT if len(dates) == _LATEST else None
