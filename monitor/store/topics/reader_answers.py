"""What the second reader was asked and what it answered: its cache, its budget and its log."""

from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update

from monitor.store.database import Database
from monitor.store.topics.tables import reader_answers
from monitor.topics.second_reader import Asked, Outcome, Question


class ReaderAnswers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, question: Question) -> Asked | None:
        """What came of the same question before; None where it was never asked, or the endpoint failed.

        An answer that was of no use is known too: asking again would spend the budget on the same nonsense.
        """
        statement = (
            select(reader_answers)
            .where(
                *(getattr(reader_answers.c, name) == value for name, value in _key(question).items()),
                reader_answers.c.outcome.in_([Outcome.YES, Outcome.NO, Outcome.UNUSABLE]),
            )
            .order_by(reader_answers.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(statement).first()
            return Asked(Outcome(row.outcome), row.sentence, row.detail) if row else None

    def begin(self, question: Question, now: datetime, budget: int) -> int | None:
        """Write down that a question is asked, and give the row's number; None: that many were asked today (UTC).

        It is written before it is asked, so that no crash lets the budget be spent twice.
        """
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        today = (
            reader_answers.c.asked_at >= midnight,
            reader_answers.c.asked_at < midnight + timedelta(days=1),
        )
        count = select(func.count()).select_from(reader_answers).where(*today)
        row = {**_key(question), "asked_at": now, "outcome": Outcome.ASKED}
        with self._database.writing() as connection:
            if connection.execute(count).scalar_one() >= budget:
                return None
            written = insert(reader_answers).values(row).returning(reader_answers.c.id)
            number: int = connection.execute(written).scalar_one()
            return number

    def end(self, number: int, asked: Asked) -> None:
        """Write down what came of a question."""
        values = {"outcome": asked.outcome, "sentence": asked.sentence, "detail": asked.detail}
        with self._database.writing() as connection:
            connection.execute(update(reader_answers).where(reader_answers.c.id == number).values(values))


def _key(question: Question) -> dict[str, object]:
    return {
        "content_hash": question.content_hash,
        "topic": question.topic,
        "model": question.model,
        "definition": question.definition,
    }
