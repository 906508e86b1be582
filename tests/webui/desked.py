"""A desk full of stories: every article of the newsroom that is in none gets one of its own."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from monitor.store import Store
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import reports, stories, texts
from monitor.store.tables import articles, feeds
from tests.webui.joined import Joined, joined
from tests.webui.newsroom import NOW, Newsroom


@dataclass(frozen=True, slots=True)
class Desked:
    """The stories of three that were joined, and of one article each, the latest first."""

    joined: Joined
    single: tuple[int, ...]


def desked(newsroom: Newsroom) -> Desked:
    """Fill the newsroom's desk."""
    return Desked(joined(newsroom), single_stories(newsroom.store))


def single_stories(store: Store) -> tuple[int, ...]:
    """Make a story of each article that is in none; their ids, the latest article's first."""
    outside = (
        select(articles.c.id, articles.c.dated_at, articles.c.first_seen, feeds.c.name)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(articles.c.id.not_in(select(reports.c.article_id)))
        .order_by(articles.c.dated_at.desc())
    )
    made: list[int] = []
    with store.database.writing() as connection:
        for article_id, at, first_seen, outlet in connection.execute(outside).all():
            story = insert(stories).values(first_at=at, last_at=at, updated_at=NOW).returning(stories.c.id)
            source = {"outlet": outlet, "article_id": article_id, "sure": 1.0, "why": "nobody else has it"}
            text = insert(texts).values(**source).returning(texts.c.id)
            row = {
                "article_id": article_id,
                "story_id": connection.execute(story).scalar_one(),
                "text_id": connection.execute(text).scalar_one(),
                "at": at,
                "grouped_at": first_seen,
                "why": "",
                "read_by": "1",
                "length": 0,
                "told": [],
            }
            connection.execute(insert(reports).values(row))
            made.append(row["story_id"])
        story_rows.recount(connection, made, NOW)
    return tuple(made)
