"""Rows of the table of verdicts, for every statement that asks what people have said."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, union

from monitor.model import Evidence, Judged, Match, Says, Verdict
from monitor.store.tables import articles
from monitor.store.topics.verdict_tables import verdicts
from monitor.topics.verdicts import standing

_CHUNK = 500  # bound values in one IN


def standing_on(connection: Connection, article_ids: Sequence[int]) -> dict[int, dict[str, Verdict]]:
    """The verdicts that stand on these articles, by id and topic; articles without any are missing.

    A verdict on an article is one on its copies too.
    """
    return {
        article_id: stand
        for article_id, found in on(connection, article_ids).items()
        if (stand := standing(found))
    }


def on(connection: Connection, article_ids: Sequence[int]) -> dict[int, list[Verdict]]:
    """Every verdict on these articles and their copies, by id, in the order in which they fell."""
    found: dict[int, list[Verdict]] = {}
    if connection.scalar(select(verdicts.c.id).limit(1)) is None:  # every poll asks, and most desks begin so
        return found
    for start in range(0, len(article_ids), _CHUNK):
        chunk = article_ids[start : start + _CHUNK]
        own = select(verdicts.c.article_id.label("about"), verdicts.c.id).where(
            verdicts.c.article_id.in_(chunk)
        )
        of_copies = (
            select(articles.c.id.label("about"), verdicts.c.id)
            .join(verdicts, verdicts.c.content_hash == articles.c.content_hash)
            .where(articles.c.id.in_(chunk))
        )
        pairs = union(own, of_copies).subquery()
        statement = (
            select(pairs.c.about, verdicts)
            .join(verdicts, verdicts.c.id == pairs.c.id)
            .order_by(verdicts.c.id)
        )
        for row in connection.execute(statement):
            found.setdefault(row.about, []).append(verdict_of(row))
    return found


def verdict_of(row: Row[Any]) -> Verdict:
    """The verdict that a row of the table holds."""
    return Verdict(
        number=row.id,
        article_id=row.article_id,
        topic=row.topic,
        says=Says(row.says),
        who=row.who,
        at=row.at,
        note=row.note,
        judged=Judged(row.title, row.text, row.language, row.content_hash),
        machine=_read(row.topic, row.machine) if row.machine else None,
    )


def written(match: Match | None) -> dict[str, Any] | None:
    """What the machine said, as the column holds it."""
    if match is None:
        return None
    evidence = [dataclasses.asdict(span) for span in match.evidence]
    return {
        "score": match.score,
        "version": match.version,
        "evidence": evidence,
        "second_reader": match.second_reader,
    }


def _read(topic: str, machine: Mapping[str, Any]) -> Match:
    evidence = tuple(Evidence(**span) for span in machine["evidence"])
    reader = machine.get("second_reader", "")  # a verdict of before it was kept has none
    return Match(topic, machine["score"], True, evidence, machine["version"], second_reader=reader)
