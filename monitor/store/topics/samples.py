"""Blind samples: what was drawn of each week, and what people answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from monitor.model import Article, Says
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database
from monitor.store.tables import articles
from monitor.store.topics import verdicts
from monitor.store.topics.verdict_tables import sample_draws, samples
from monitor.topics.measuring.blind import Answer, Drawn, Stratum
from monitor.topics.measuring.known_quality import SampledWeek

_SAYS = {Answer.CARRIES: Says.CARRIES, Answer.NOT: Says.NOT}
_NOTE = "blind sample"  # of the verdicts that answers are


class Samples:
    def __init__(self, database: Database) -> None:
        self._database = database

    def drawn(self, monday: date) -> frozenset[str]:
        """The topics for which that week has been drawn from."""
        week = select(sample_draws.c.topic).where(sample_draws.c.week == monday.isoformat())
        with self._database.reading() as connection:
            return frozenset(connection.scalars(week))

    def articles(self, since: datetime, until: datetime, above: int, limit: int) -> Mapping[int, Article]:
        """Articles first seen in that stretch of time, by id, in that order, with ids over `above`."""
        here = (articles.c.first_seen >= since) & (articles.c.first_seen < until) & (articles.c.id > above)
        statement = SOURCED.where(here).order_by(articles.c.id).limit(limit)
        with self._database.reading() as connection:
            return {row.id: article_of(row) for row in connection.execute(statement)}

    def add(self, topic: str, monday: date, drawn: Drawn, matched: int, version: str, now: datetime) -> None:
        """Keep what was drawn of a week; nothing happens where somebody was quicker."""
        week = {"topic": topic, "week": monday.isoformat()}
        made = {"drawn_at": now, "version": version, "matched": matched, "strata": list(drawn.strata)}
        rows = [
            {**week, "article_id": article_id, "stratum": stratum} for article_id, stratum in drawn.articles
        ]
        statement = self._database.insert(sample_draws).values(week | made).on_conflict_do_nothing()
        with self._database.writing() as connection:
            if connection.scalar(statement.returning(sample_draws.c.topic)) and rows:
                connection.execute(insert(samples), rows)

    def unread(self) -> Mapping[str, int]:
        """How many drawn articles wait to be read, by topic; topics without any are missing."""
        statement = (
            select(samples.c.topic, func.count()).where(samples.c.answer.is_(None)).group_by(samples.c.topic)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(statement)}

    def next(self, topic: str) -> int | None:
        """The article that is to be read next for a topic: of the latest week first."""
        mine = (samples.c.topic == topic) & samples.c.answer.is_(None)
        order = (samples.c.week.desc(), samples.c.id)
        with self._database.reading() as connection:
            return connection.scalar(select(samples.c.article_id).where(mine).order_by(*order).limit(1))

    def answer(self, topic: str, article_id: int, answer: Answer, who: str, now: datetime) -> bool:
        """Take an answer down, and let a clear one count as a verdict. False: that article is not to be read."""
        mine = (samples.c.topic == topic) & (samples.c.article_id == article_id) & samples.c.answer.is_(None)
        values = {"answer": answer, "answered_by": who, "answered_at": now}
        with self._database.writing() as connection:
            if connection.execute(update(samples).where(mine).values(values)).rowcount == 0:
                return False
            if answer in _SAYS:
                verdicts.give(connection, article_id, topic, _SAYS[answer], who, now, _NOTE)
        return True

    def weeks(self, topic: str, since: date) -> list[SampledWeek]:
        """What was drawn of the topic's weeks from then on, and answered; the earliest first."""
        draws = (
            select(sample_draws)
            .where(sample_draws.c.topic == topic, sample_draws.c.week >= since.isoformat())
            .order_by(sample_draws.c.week)
        )
        answers = (
            select(samples.c.week, samples.c.stratum, samples.c.answer, func.count())
            .where(samples.c.topic == topic, samples.c.week >= since.isoformat())
            .group_by(samples.c.week, samples.c.stratum, samples.c.answer)
        )
        with self._database.reading() as connection:
            counts = Counter[tuple[Any, ...]]({tuple(row[:3]): row[3] for row in connection.execute(answers)})
            return [_week(row, counts) for row in connection.execute(draws)]


def _week(row: Row[Any], counts: Mapping[tuple[Any, ...], int]) -> SampledWeek:
    def answered(stratum: int, answer: Answer | None) -> int:
        return counts[row.week, stratum, answer]

    numbers: Sequence[int] = range(len(row.strata))
    return SampledWeek(
        monday=date.fromisoformat(row.week),
        matched=row.matched,
        strata=tuple(
            Stratum(
                row.strata[number],
                answered(number, Answer.CARRIES) + answered(number, Answer.NOT),
                answered(number, Answer.CARRIES),
            )
            for number in numbers
        ),
        unsure=sum(answered(number, Answer.UNSURE) for number in numbers),
        open=sum(answered(number, None) for number in numbers),
    )
