"""The topics that the desk follows."""

import dataclasses
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, cast, delete, func, insert, select, update

from monitor.model import Example, QueryRole, Topic, Wish
from monitor.store.database import Database
from monitor.store.tables import topics


class Topics:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Topic]:
        """Every topic, in the desk's order."""
        with self._database.reading() as connection:
            columns = (topics.c.slug, cast(topics.c.body, Text))
            rows = connection.execute(select(*columns).order_by(topics.c.position, topics.c.slug))
            return [_read(slug, body) for slug, body in rows]

    def put(self, wanted: Sequence[Topic]) -> None:
        """Add these topics, or change those that have the same slug."""
        with self._database.writing() as connection:
            last = connection.scalar(select(func.max(topics.c.position)))
            following = 0 if last is None else last + 1
            places = {row.slug: row.position for row in connection.execute(select(topics))}
            for topic in wanted:
                place = places.setdefault(topic.slug, following)
                following = max(following, place + 1)
            if wanted:
                connection.execute(delete(topics).where(topics.c.slug.in_([topic.slug for topic in wanted])))
                rows = [{"slug": t.slug, "position": places[t.slug], "body": body_of(t)} for t in wanted]
                connection.execute(insert(topics), rows)

    def choose_wish(self, slug: str, wish: Wish) -> None:
        """Have a topic's matches begin where this wish has them; nothing happens where there is no such topic."""
        mine = topics.c.slug == slug
        with self._database.writing() as connection:
            body = connection.scalar(select(topics.c.body).where(mine).with_for_update())
            if body is not None:
                connection.execute(update(topics).where(mine).values(body={**body, "wish": wish}))


def body_of(topic: Topic) -> dict[str, Any]:
    """A topic as a column holds it: without its slug."""
    body = dataclasses.asdict(topic)
    del body["slug"]
    return body


@lru_cache(maxsize=256)  # every page asks for all, and a topic has hundreds of terms
def _read(slug: str, body: str) -> Topic:
    return topic_of(slug, json.loads(body))


def topic_of(slug: str, body: dict[str, Any]) -> Topic:
    """The topic that a column holds."""
    return Topic(
        slug=slug,
        name=body["name"],
        definition=body["definition"],
        concepts={
            concept: {language: tuple(terms) for language, terms in languages.items()}
            for concept, languages in body["concepts"].items()
        },
        matches=tuple(Example(**example) for example in body["matches"]),
        near_misses=tuple(Example(**example) for example in body["near_misses"]),
        query=body.get("query", ""),  # a body that was written before there were queries has none
        query_as=QueryRole(body.get("query_as", QueryRole.GATE)),
        wish=Wish(body.get("wish", Wish.BALANCED)),
    )
