"""One article whole, with its evidence and the feeds that brought it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from monitor.model import Match, PageState, Reason, Rights
from monitor.store.articles import matches as match_rows
from monitor.store.tables import appearances, articles, feeds, pages


@dataclass(frozen=True, slots=True)
class Appearance:
    feed_id: int
    outlet: str
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article whole."""

    article_id: int
    url: str
    title: str
    summary: str
    content: str
    author: str
    language: str
    feed_id: int
    outlet: str
    country: str
    published: datetime | None
    first_seen: datetime
    edited_at: datetime | None
    updated: datetime | None  # as the feed says
    reissued_at: datetime | None
    content_hash: bytes
    categories: tuple[str, ...]
    image: str
    rights: Rights  # of the feed that was the first to bring it
    page_state: PageState | None  # None: nobody asked for the full text of its page
    page_reason: Reason | None
    matches: tuple[Match, ...]
    appearances: tuple[Appearance, ...]  # one a feed, the earliest first

    def text(self, name: str) -> str:
        texts = {"title": self.title, "summary": self.summary, "content": self.content}
        return texts[name]


def read(connection: Connection, article_id: int) -> ArticlePage | None:
    """The article of this number; None where there is none. Three queries."""
    statement = (
        select(
            articles,
            *(feeds.c.name.label("outlet"), feeds.c.country, feeds.c.rights),
            *(pages.c.state.label("page_state"), pages.c.reason.label("page_reason")),
        )
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .outerjoin(pages, pages.c.article_id == articles.c.id)
        .where(articles.c.id == article_id)
    )
    seen_in = (
        select(feeds.c.id, feeds.c.name, func.min(appearances.c.first_seen))
        .join(feeds, feeds.c.id == appearances.c.feed_id)
        .where(appearances.c.article_id == article_id)
        .group_by(feeds.c.id, feeds.c.name)
        .order_by(func.min(appearances.c.first_seen), func.min(appearances.c.id))
    )
    row = connection.execute(statement).first()
    if row is None:
        return None
    found = match_rows.of_articles(connection, [article_id]).get(article_id, ())
    where = tuple(Appearance(*seen) for seen in connection.execute(seen_in))
    return _article_page(row, found, where)


def _article_page(row: Row[Any], found: tuple[Match, ...], where: tuple[Appearance, ...]) -> ArticlePage:
    return ArticlePage(
        article_id=row.id,
        url=row.url,
        title=row.title,
        summary=row.summary,
        content=row.content,
        author=row.author,
        language=row.language,
        feed_id=row.feed_id,
        outlet=row.outlet,
        country=row.country,
        published=row.published,
        first_seen=row.first_seen,
        edited_at=row.edited_at,
        updated=row.updated,
        reissued_at=row.reissued_at,
        content_hash=row.content_hash,
        categories=tuple(row.categories),
        image=row.image,
        rights=row.rights,
        page_state=PageState(row.page_state) if row.page_state else None,
        page_reason=row.page_reason,
        matches=found,
        appearances=where,
    )
