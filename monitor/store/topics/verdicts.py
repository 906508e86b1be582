"""What people say of the classifier's work: kept for ever, in force at once."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from monitor.model import Match, Ruling, Says, Verdict
from monitor.store.articles import matches as match_rows
from monitor.store.articles.rows import article_of
from monitor.store.database import Database
from monitor.store.tables import articles, matches
from monitor.store.topics import verdict_rows
from monitor.store.topics.verdict_tables import verdicts
from monitor.topics.verdicts import decided, judged, standing


class Verdicts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, article_id: int, topic: str, says: Says, who: str, now: datetime, note: str = "") -> bool:
        """Write down what somebody says, and let it count for the article and its copies at once.

        Withdrawn, the classifier's word of that time is back until it judges the article again; where no verdict
        stands, there is nothing to withdraw and nothing is written. False: there is no such article.
        """
        with self._database.writing() as connection:
            return give(connection, article_id, topic, says, who, now, note)

    def of(self, article_id: int) -> list[Verdict]:
        """Every verdict on an article and its copies, in the order in which they fell."""
        with self._database.reading() as connection:
            return verdict_rows.on(connection, [article_id]).get(article_id, [])

    def standing(self, article_ids: Sequence[int]) -> dict[int, dict[str, Verdict]]:
        """The verdicts that stand on these articles, by id and topic; articles without any are missing."""
        with self._database.reading() as connection:
            return verdict_rows.standing_on(connection, article_ids)

    def all(self, topic: str = "", up_to: int | None = None) -> list[Verdict]:
        """Every verdict in the order in which they fell: on one topic or all, up to and with that number or all."""
        statement = select(verdicts).order_by(verdicts.c.id)
        if topic:
            statement = statement.where(verdicts.c.topic == topic)
        if up_to is not None:
            statement = statement.where(verdicts.c.id <= up_to)
        with self._database.reading() as connection:
            return [verdict_rows.verdict_of(row) for row in connection.execute(statement)]

    def last(self) -> int:
        """The number of the latest verdict; 0 where there is none."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(verdicts.c.id))) or 0


def give(
    connection: Connection, article_id: int, topic: str, says: Says, who: str, now: datetime, note: str = ""
) -> bool:
    """The same as Verdicts.give, inside the caller's transaction."""
    row = connection.execute(select(articles).where(articles.c.id == article_id)).first()
    if row is None:
        return False
    copies = _copies(connection, row)
    before = verdict_rows.standing_on(connection, [article_id]).get(article_id, {}).get(topic)
    if says is Says.WITHDRAWN and before is None:
        return True
    machine = before.machine if before else _present(connection, article_id, topic)
    given = {
        "article_id": article_id,
        "topic": topic,
        "says": says,
        "who": who,
        "at": now,
        "note": note,
        **dataclasses.asdict(judged(article_of(row), machine.evidence if machine else ())),
        "machine": verdict_rows.written(machine),
    }
    number = connection.execute(insert(verdicts).values(given).returning(verdicts.c.id)).scalar_one()
    verdict = verdict_rows.verdict_of(
        connection.execute(select(verdicts).where(verdicts.c.id == number)).one()
    )
    for copy in copies:
        _settle(connection, copy, verdict)
    return True


def _copies(connection: Connection, row: Row[Any]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The article and those that say the same, locked: who judges them anew meanwhile must see the verdict."""
    same = or_(articles.c.id == row.id, articles.c.content_hash == row.content_hash)
    statement = select(articles.c.id, articles.c.dated_at).where(same).order_by(articles.c.id)
    return connection.execute(statement.with_for_update()).all()


def _settle(connection: Connection, article: Row[*tuple[Any, ...]], verdict: Verdict) -> None:
    """Let a verdict count for one article. One that was withdrawn has the classifier judge it again."""
    mine = (matches.c.article_id == article.id) & (matches.c.topic == verdict.topic)
    machine = verdict.machine
    if verdict.says is Says.WITHDRAWN:
        connection.execute(update(articles).where(articles.c.id == article.id).values(classified_by=""))
    else:
        machine = _present(connection, article.id, verdict.topic) or machine
    connection.execute(delete(matches).where(mine))
    said = [machine] if machine else [Match(verdict.topic, 0.0, False)]
    for match in decided(said, standing([verdict])):
        if match.matched:
            connection.execute(insert(matches).values(match_rows.row_of(article.id, article.dated_at, match)))


def _present(connection: Connection, article_id: int, topic: str) -> Match | None:
    """The classifier's match that the article has; one that only a person added is none."""
    found = match_rows.of_articles(connection, [article_id]).get(article_id, ())
    match = next((one for one in found if one.topic == topic), None)
    if match is None or (match.decision is not None and match.decision.ruling is Ruling.ADDED):
        return None
    return match
