"""Stories as the grouping leaves them in the store, made by hand: for tests of what is read of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from monitor.store import Store
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import reports, stories, texts
from monitor.store.tables import articles


@dataclass(frozen=True, slots=True)
class Copy:
    """An article with another's text: of an article that is held, or of an outlet that the text credits."""

    of: int | None
    outlet: str


def tell(
    store: Store,
    article_ids: Sequence[int],
    now: datetime,
    copies: Mapping[int, Copy] | None = None,
) -> int:
    """Make one story of these articles; those not named in `copies` have texts of their own. Returns its id."""
    with store.database.writing() as connection:
        story_id = connection.execute(
            insert(stories).values(first_at=now, last_at=now, updated_at=now).returning(stories.c.id)
        ).scalar_one()
        found: dict[object, int] = {}
        for article_id in article_ids:
            copy = (copies or {}).get(article_id)
            key = (copy.of or copy.outlet) if copy else article_id
            if key not in found:
                text = {"outlet": _outlet(store, article_id), "article_id": article_id}
                if copy:
                    text = {"outlet": copy.outlet, "article_id": copy.of}
                statement = insert(texts).values(text | {"sure": 1.0, "why": "made by hand"})
                found[key] = connection.execute(statement.returning(texts.c.id)).scalar_one()
            at = connection.scalar(select(articles.c.dated_at).where(articles.c.id == article_id))
            connection.execute(
                insert(reports).values(
                    article_id=article_id,
                    story_id=story_id,
                    text_id=found[key],
                    at=at,
                    grouped_at=now,
                    why="made by hand",
                    read_by="test",
                    length=100,
                    told=[],
                )
            )
        story_rows.recount(connection, [story_id], now)
    return int(story_id)


def _outlet(store: Store, article_id: int) -> str:
    page = store.desk.article(article_id)
    assert page is not None
    return page.outlet
