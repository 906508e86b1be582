"""A story's timeline: one line a report, with what it is the first to tell."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from monitor.model import Addition, Report, Source
from monitor.store.stories.tables import reports, texts
from monitor.store.tables import articles, feeds
from monitor.stories.facts.told import Fact, news

_OF_REPORT = ("article_id", "story_id", "text_id", "at", "grouped_at", "why", "placed_by", "told")
_CARRIERS = 20  # of one text that are listed; the others are counted


def of_story(
    connection: Connection,
    story_id: int,
    seen_at: datetime | None = None,
    told_to: bool = False,
    always: int = 0,
) -> tuple[Report, ...]:
    """The reports of a story, the earliest first: of each text at most `_CARRIERS`, its source before its copies.

    To a reader (`told_to`) those are new that came after `seen_at`. The article `always` is among them in any case.
    """
    rows = connection.execute(_LISTED, {"story": story_id, "always": always}).all()
    adds = _additions(rows)
    lines = [
        _report(row, adds.get(row.article_id, ()), told_to and (seen_at is None or row.grouped_at > seen_at))
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, line.article_id)))


def _listed() -> Any:  # noqa: ANN401  a Select of many columns
    source_first = (
        reports.c.article_id != func.coalesce(texts.c.article_id, 0),
        reports.c.at,
        reports.c.article_id,
    )
    ranked = (
        select(
            *(reports.c[name] for name in _OF_REPORT),
            *(texts.c.outlet.label("source_outlet"), texts.c.article_id.label("source_id"), texts.c.sure),
            texts.c.why.label("source_why"),
            func.row_number().over(partition_by=reports.c.text_id, order_by=source_first).label("turn"),
            func.count().over(partition_by=reports.c.text_id).label("carriers"),
        )
        .join(texts, texts.c.id == reports.c.text_id)
        .where(reports.c.story_id == bindparam("story"))
        .subquery()
    )
    shown = (articles.c.title, articles.c.url, articles.c.language, articles.c.feed_id)
    return (
        select(ranked, *shown, feeds.c.name.label("outlet"))
        .join(articles, articles.c.id == ranked.c.article_id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(or_(ranked.c.turn <= _CARRIERS, ranked.c.article_id == bindparam("always")))
        .order_by(ranked.c.at, ranked.c.article_id)
    )


_LISTED = _listed()  # to put it together takes longer than to run it


def _additions(rows: Sequence[Row[Any]]) -> Mapping[int, tuple[Addition, ...]]:
    """By article what it adds. Of a text only one article tells: its source, or the first to carry it."""
    tellers = [row for row in rows if row.turn == 1]
    told = ([Fact(kind, key, text, 0, 0) for kind, key, text in row.told] for row in tellers)
    return {
        row.article_id: tuple(Addition(fact.kind, fact.text) for fact in new)
        for row, new in zip(tellers, news(told), strict=True)
    }


def _report(row: Row[Any], adds: tuple[Addition, ...], is_new: bool) -> Report:
    return Report(
        article_id=row.article_id,
        story_id=row.story_id,
        text_id=row.text_id,
        at=row.at,
        title=row.title,
        url=row.url,
        language=row.language,
        feed_id=row.feed_id,
        outlet=row.outlet,
        source=Source(row.source_outlet, row.source_id, row.sure, row.source_why),
        why=row.why,
        placed_by=row.placed_by,
        grouped_at=row.grouped_at,
        carriers=row.carriers,
        adds=adds,
        is_new=is_new,
    )
