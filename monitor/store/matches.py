"""What the classifier said of each article."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from monitor.model import Evidence, Match
from monitor.store.database import insert_into
from monitor.store.tables import matches


def put(connection: Connection, article_id: int, dated_at: datetime, found: Iterable[Match]) -> None:
    """Replace what was said of an article. Only topics it carries, or came near to, take a row."""
    connection.execute(delete(matches).where(matches.c.article_id == article_id))
    rows = [
        {
            "article_id": article_id,
            "topic": match.topic,
            "score": match.score,
            "matched": match.matched,
            "version": match.version,
            "evidence": [dataclasses.asdict(span) for span in match.evidence],
            "dated_at": dated_at,
        }
        for match in found
    ]
    if rows:
        connection.execute(insert_into(matches, connection.dialect), rows)


def of_articles(connection: Connection, article_ids: Sequence[int]) -> dict[int, tuple[Match, ...]]:
    """The matches of these articles, the surest first; articles without any are missing."""
    statement = (
        select(matches)
        .where(matches.c.article_id.in_(article_ids), matches.c.matched)
        .order_by(matches.c.score.desc(), matches.c.topic)
    )
    found: dict[int, tuple[Match, ...]] = {}
    for row in connection.execute(statement):
        found[row.article_id] = (*found.get(row.article_id, ()), match_of(row))
    return found


def match_of(row: Row[Any]) -> Match:
    """The match that a row of the table holds."""
    evidence = tuple(Evidence(**span) for span in row.evidence)
    return Match(row.topic, row.score, row.matched, evidence, row.version)
