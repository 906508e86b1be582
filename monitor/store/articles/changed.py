"""Articles that gain or lose a topic, as a list shows them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from monitor.store.tables import articles, feeds


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    article_id: int
    title: str
    language: str
    outlet: str
    dated_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedArticles:
    count: int
    newest: tuple[ChangedArticle, ...]


def changed_articles(connection: Connection, ids: Select[tuple[int]], shown: int) -> ChangedArticles:
    """How many there are, and so many of the newest; `ids` selects each of them once."""
    statement = (
        select(articles.c.id, articles.c.title, articles.c.language, feeds.c.name, articles.c.dated_at)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(articles.c.id.in_(ids))
        .order_by(articles.c.dated_at.desc(), articles.c.id.desc())
        .limit(shown)
    )
    count = connection.execute(select(func.count()).select_from(ids.subquery())).scalar_one()
    return ChangedArticles(count, tuple(ChangedArticle(*row) for row in connection.execute(statement)))
