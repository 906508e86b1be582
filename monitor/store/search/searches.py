"""The searches that people keep, and how far each person has read in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, or_, select, update

from monitor.model import SavedSearch
from monitor.store.database import Database
from monitor.store.search.tables import search_looks, searches
from monitor.store.tables import articles, users


class Searches:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, user_id: int) -> list[SavedSearch]:
        """The searches of a user and those that others share, by name."""
        mine = or_(searches.c.user_id == user_id, searches.c.shared)
        with self._database.reading() as connection:
            return _found(connection.execute(_saved(user_id).where(mine)).all())

    def one(self, number: int, user_id: int) -> SavedSearch | None:
        """A search that this user may see; None: there is none."""
        return next((search for search in self.of(user_id) if search.number == number), None)

    def by_feed(self, token: str) -> SavedSearch | None:
        """The search whose feed has this token in its address; None: there is none."""
        with self._database.reading() as connection:
            found = _found(connection.execute(_saved(0).where(searches.c.feed_token == token)).all())
        return found[0] if found else None

    def add(self, user_id: int, name: str, query: str, topic: str, shared: bool, now: datetime) -> int:
        """Keep a search; what is stored up to now counts as seen. Returns its number."""
        row = {"user_id": user_id, "name": name, "query": query, "topic": topic, "shared": shared}
        with self._database.writing() as connection:
            kept = insert(searches).values(**row, created_at=now).returning(searches.c.id)
            number: int = connection.execute(kept).scalar_one()
            newest = connection.scalar(select(func.max(articles.c.id))) or 0
            look = {"search_id": number, "user_id": user_id, "seen_to": newest}
            connection.execute(insert(search_looks).values(look))
        return number

    def drop(self, number: int) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(searches).where(searches.c.id == number))

    def rewrite(self, number: int, query: str) -> None:
        """Have it ask for something else; what each person has seen of it stays seen."""
        with self._database.writing() as connection:
            connection.execute(update(searches).where(searches.c.id == number).values(query=query))

    def share(self, number: int, shared: bool) -> None:
        """Show it to everybody at the desk, or to its owner alone."""
        with self._database.writing() as connection:
            connection.execute(update(searches).where(searches.c.id == number).values(shared=shared))

    def set_feed(self, number: int, token: str) -> None:
        """Give its feed a new address; an empty token takes the feed away. The former address leads nowhere."""
        with self._database.writing() as connection:
            connection.execute(
                update(searches).where(searches.c.id == number).values(feed_token=token or None)
            )

    def look(self, number: int, user_id: int, seen_to: int) -> None:
        """A person has seen what it finds up to this article; never less than before."""
        put = self._database.insert(search_looks).values(search_id=number, user_id=user_id, seen_to=seen_to)
        kept = put.on_conflict_do_update(
            index_elements=["search_id", "user_id"],
            set_={"seen_to": put.excluded.seen_to},
            where=search_looks.c.seen_to < put.excluded.seen_to,
        )
        with self._database.writing() as connection:
            connection.execute(kept)


def _saved(user_id: int) -> Select[tuple[Any, ...]]:
    mine = and_(search_looks.c.search_id == searches.c.id, search_looks.c.user_id == user_id)
    seen_to = func.coalesce(search_looks.c.seen_to, 0).label("seen_to")
    return (
        select(searches, func.coalesce(users.c.name, "").label("owner"), seen_to)
        .outerjoin(users, users.c.id == searches.c.user_id)
        .outerjoin(search_looks, mine)
        .order_by(func.lower(searches.c.name), searches.c.id)
    )


def _found(rows: Sequence[Row[Any]]) -> list[SavedSearch]:
    return [
        SavedSearch(
            number=row.id,
            user_id=row.user_id,
            owner=row.owner,
            name=row.name,
            query=row.query,
            topic=row.topic,
            shared=row.shared,
            feed_token=row.feed_token or "",
            created_at=row.created_at,
            seen_to=row.seen_to,
        )
        for row in rows
    ]
