"""What each wish would bring: for every topic the latest that was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select

from monitor.store.database import Database
from monitor.store.topics.tables import wish_effects
from monitor.topics.judging.wishes import Weighed

_WEIGHED = TypeAdapter(Weighed)


@dataclass(frozen=True, slots=True)
class WeighedTopic:
    """The wishes for a topic, as they were weighed."""

    version: str  # of the classifier
    at: datetime
    weighed: Weighed


class WishEffects:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, weighed: Mapping[str, Weighed], version: str, now: datetime) -> None:
        """Take over what was measured for every topic, in place of what was there."""
        rows = [
            {
                "topic": topic,
                "version": version,
                "weighed_at": now,
                "body": _WEIGHED.dump_python(one, mode="json"),
            }
            for topic, one in weighed.items()
        ]
        with self._database.writing() as connection:
            connection.execute(delete(wish_effects))
            if rows:
                connection.execute(insert(wish_effects), rows)

    def all(self) -> dict[str, WeighedTopic]:
        """What was measured, by topic; topics of which nothing was are missing."""
        with self._database.reading() as connection:
            return {
                row.topic: WeighedTopic(row.version, row.weighed_at, _WEIGHED.validate_python(row.body))
                for row in connection.execute(select(wish_effects))
            }
