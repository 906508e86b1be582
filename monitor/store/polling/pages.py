"""Pages of articles: which are to be read, who reads them, and what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, select, update

from monitor.model import Article, Classified, Match, PageOutcome, PageState, WantedPage
from monitor.store.articles import matches
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database, insert_into
from monitor.store.names import readings as name_readings
from monitor.store.search import article_words
from monitor.store.search import concepts as article_concepts
from monitor.store.stories import upkeep as story_upkeep
from monitor.store.tables import appearances, articles, feeds, pages

LEASE = timedelta(minutes=10)  # longer than a page may take, its turn at its host included

_CHUNK = 500  # bound values in one IN


class Pages:
    def __init__(self, database: Database) -> None:
        self._database = database

    def claim_due(self, now: datetime, limit: int, busy: Collection[int] = ()) -> list[WantedPage]:
        """Take at most `limit` pages that are due, the longest due first: one a feed, and none of the `busy` feeds.

        So no feed with a long list keeps the others waiting, or stands in its own way at its host.
        """
        turns = _turns(now, busy)
        chosen = (
            select(turns.c.article_id).where(turns.c.turn == 1).order_by(turns.c.next_try_at).limit(limit)
        )
        until = now + LEASE
        claim = (
            update(pages)
            # that it is due stands here too: PostgreSQL may evaluate the inner query before another worker commits
            .where(pages.c.article_id.in_(chosen), *_due(now))
            .values(next_try_at=until)
            .returning(pages.c.article_id, pages.c.feed_length, pages.c.tries)
        )
        with self._database.writing() as connection:
            claimed = {row.article_id: row for row in connection.execute(claim)}
            rows = connection.execute(SOURCED.where(articles.c.id.in_(claimed))).all()
        return [
            WantedPage(
                article_id=row.id,
                feed_id=row.feed_id,
                article=article_of(row),
                feed_length=claimed[row.id].feed_length,
                tries=claimed[row.id].tries,
                until=until,
            )
            for row in rows
        ]

    def record(self, page: WantedPage, outcome: PageOutcome) -> bool:
        """Store what became of a page. False: it was wanted anew meanwhile, or is another's to read by now."""
        # the end of the lease is what tells ours from any other
        mine = and_(
            pages.c.article_id == page.article_id,
            pages.c.state == PageState.WANTED,
            pages.c.next_try_at == page.until,
        )
        values = {
            name: getattr(outcome, name) for name in ("state", "tries", "next_try_at", "reason", "detail")
        }
        with self._database.writing() as connection:
            if connection.execute(update(pages).where(mine).values(values)).rowcount == 0:
                return False
            if outcome.canonical_url:
                named = {"canonical_url": outcome.canonical_url}
                connection.execute(update(articles).where(articles.c.id == page.article_id).values(named))
                story_upkeep.outdate(connection, page.article_id)
            if outcome.judged is not None:
                judged = outcome.judged
                text = {"content": judged.article.content, "classified_by": judged.version}
                taken = update(articles).where(articles.c.id == page.article_id).values(text)
                dated_at = connection.execute(taken.returning(articles.c.dated_at)).scalar_one()
                matches.put(connection, page.article_id, dated_at, judged.matches)
                name_readings.want(connection, [page.article_id])
                story_upkeep.outdate(connection, page.article_id)
                article_words.put(connection, [page.article_id])
                article_concepts.put(connection, [page.article_id])
        return True


def want(connection: Connection, feed_id: int, brought: Sequence[Article]) -> None:
    """Ask for the pages of these articles, new or edited, as far as this feed was the first to bring them.

    Inside the caller's transaction. A page that was read, or given up, before is wanted anew.
    """
    for start in range(0, len(brought), _CHUNK):
        chunk = {article.entry_id: article for article in brought[start : start + _CHUNK]}
        rows = [
            {
                "article_id": article_id,
                "state": PageState.WANTED,
                "next_try_at": chunk[entry_id].first_seen,
                "tries": 0,
                "feed_length": _length(chunk[entry_id]),
                "reason": None,
                "detail": "",
            }
            for article_id, entry_id in connection.execute(_ids(feed_id, list(chunk)))
        ]
        if rows:
            insert = insert_into(pages, connection.dialect)
            anew = {name: insert.excluded[name] for name in rows[0] if name != "article_id"}
            connection.execute(insert.on_conflict_do_update(index_elements=["article_id"], set_=anew), rows)


def keeping_text(connection: Connection, article_id: int, edited: Classified) -> Classified:
    """An edited article as it is to be stored: with the text of its page, where that stands in it and says more.

    A feed that gives a few lines must not take the whole text away when it edits them. What was found in the feed's
    own text is of no use then, and the article is to be judged anew.
    """
    length = func.length(articles.c.content)
    statement = (
        select(articles.c.content)
        .join(pages, pages.c.article_id == articles.c.id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(
            articles.c.id == article_id,
            feeds.c.full_text,
            length > pages.c.feed_length,  # so it is not the feed's
            length > _length(edited.article),
        )
    )
    text = connection.scalar(statement)
    if text is None:
        return edited
    outside = tuple(_outside_content(match) for match in edited.matches)
    return Classified(replace(edited.article, content=text), outside)


def _outside_content(match: Match) -> Match:
    return replace(match, evidence=tuple(span for span in match.evidence if span.field != "content"))


def _length(article: Article) -> int:
    return max(len(article.summary), len(article.content))


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return pages.c.state == PageState.WANTED, pages.c.next_try_at <= now


def _turns(now: datetime, busy: Collection[int]) -> Subquery:
    """The pages that are due, each with its turn within its feed: the newest article first."""
    first = (pages.c.next_try_at, articles.c.dated_at.desc(), articles.c.id)
    turn = func.row_number().over(partition_by=articles.c.feed_id, order_by=first)
    return (
        select(pages.c.article_id, pages.c.next_try_at, turn.label("turn"))
        .join(articles, articles.c.id == pages.c.article_id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(*_due(now), feeds.c.full_text, feeds.c.paused.is_(False), feeds.c.id.not_in(busy))
        .subquery()
    )


def _ids(feed_id: int, entry_ids: Sequence[str]) -> Select[Any]:
    """Of those articles of a feed that it was the first to bring and that have an address: the id, and the entry's."""
    return (
        select(articles.c.id, appearances.c.entry_id)
        .join(appearances, appearances.c.article_id == articles.c.id)
        .where(
            appearances.c.feed_id == feed_id,
            appearances.c.entry_id.in_(entry_ids),
            articles.c.feed_id == feed_id,
            articles.c.url != "",
        )
    )
