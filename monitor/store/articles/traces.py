"""All that became of one article: who brought it, how it changed, what it was judged, and in which mails it was."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from monitor.model import Article, DeliveryState, Match, Reason, Verdict
from monitor.store.articles import matches as match_rows
from monitor.store.articles.rows import ORIGIN, article_of
from monitor.store.tables import (
    appearances,
    article_versions,
    articles,
    deliveries,
    digest_items,
    digests,
    feeds,
    pages,
)
from monitor.store.topics import verdict_rows


@dataclass(frozen=True, slots=True)
class Brought:
    """A feed that brought the article."""

    feed_id: int
    outlet: str
    url: str
    entry_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit, and the title until then."""

    at: datetime
    former_title: str


@dataclass(frozen=True, slots=True)
class PageTrace:
    """How far the reading of the article's page is."""

    state: str
    tries: int
    next_try_at: datetime
    reason: Reason | None
    detail: str


@dataclass(frozen=True, slots=True)
class Mailing:
    """A digest that the article is in, and what became of its mail."""

    digest_id: int
    made_at: datetime
    recipient: str
    state: DeliveryState | None  # None: no mail was written
    sent_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class ArticleTrace:
    article_id: int
    article: Article
    feed_id: int  # the first to bring it
    reissued_at: datetime | None
    classified_by: str  # empty: not judged yet
    reads_pages: bool  # whether the feed's pages are to be read at all
    brought: tuple[Brought, ...]  # the earliest first
    edits: tuple[Edit, ...]  # the earliest first
    matches: tuple[Match, ...]
    page: PageTrace | None
    mailings: tuple[Mailing, ...]
    verdicts: tuple[Verdict, ...]  # on it and its copies, the earliest first


def of_article(connection: Connection, article_id: int) -> ArticleTrace | None:
    statement = (
        select(articles, *ORIGIN, feeds.c.full_text)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(articles.c.id == article_id)
    )
    row = connection.execute(statement).first()
    if row is None:
        return None
    return ArticleTrace(
        article_id=article_id,
        article=article_of(row),
        feed_id=row.feed_id,
        reissued_at=row.reissued_at,
        classified_by=row.classified_by,
        reads_pages=row.full_text,
        brought=_brought(connection, article_id),
        edits=_edits(connection, article_id),
        matches=match_rows.of_articles(connection, [article_id]).get(article_id, ()),
        page=_page(connection, article_id),
        mailings=_mailings(connection, article_id),
        verdicts=tuple(verdict_rows.on(connection, [article_id]).get(article_id, ())),
    )


def _brought(connection: Connection, article_id: int) -> tuple[Brought, ...]:
    statement = (
        select(feeds.c.id, feeds.c.name, feeds.c.url, appearances.c.entry_id, appearances.c.first_seen)
        .join(feeds, feeds.c.id == appearances.c.feed_id)
        .where(appearances.c.article_id == article_id)
        .order_by(appearances.c.first_seen, appearances.c.id)
    )
    return tuple(Brought(*row) for row in connection.execute(statement))


def _edits(connection: Connection, article_id: int) -> tuple[Edit, ...]:
    statement = (
        select(article_versions.c.replaced_at, article_versions.c.title)
        .where(article_versions.c.article_id == article_id)
        .order_by(article_versions.c.replaced_at, article_versions.c.id)
    )
    return tuple(Edit(*row) for row in connection.execute(statement))


def _page(connection: Connection, article_id: int) -> PageTrace | None:
    row = connection.execute(select(pages).where(pages.c.article_id == article_id)).first()
    if row is None:
        return None
    reason = Reason(row.reason) if row.reason else None
    return PageTrace(row.state, row.tries, row.next_try_at, reason, row.detail)


def _mailings(connection: Connection, article_id: int) -> tuple[Mailing, ...]:
    made = [digests.c.id, digests.c.created_at]
    mail = [deliveries.c[name] for name in ("recipient", "state", "sent_at", "error")]
    statement = (
        select(*made, *mail)
        .select_from(digest_items)
        .join(digests, digests.c.id == digest_items.c.digest_id)
        .outerjoin(deliveries, deliveries.c.digest_id == digests.c.id)
        .where(digest_items.c.article_id == article_id)
        .order_by(digests.c.created_at, digests.c.id)
    )
    return tuple(
        Mailing(row.id, row.created_at, row.recipient or "", _state(row.state), row.sent_at, row.error or "")
        for row in connection.execute(statement)
    )


def _state(value: str | None) -> DeliveryState | None:
    return DeliveryState(value) if value else None
