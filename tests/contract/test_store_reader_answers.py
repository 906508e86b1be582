"""The second reader's questions are remembered, and counted by the day."""

from datetime import timedelta

import pytest

from monitor.store import Store
from monitor.topics.second_reader import Asked, Outcome, Question
from tests.samples import NOW

QUESTION = Question(b"text", "export-bans", "tiny", "told")
MIDNIGHT = NOW.replace(hour=0)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(Outcome.YES, "They were stopped."),
        Asked(Outcome.NO, "They were not."),
        Asked(Outcome.UNUSABLE, detail="nonsense"),
    ],
)
def test_an_answer_is_known_to_the_same_question_only(store: Store, asked: Asked) -> None:
    number = store.reader_answers.begin(QUESTION, NOW, 5)
    assert number is not None
    assert store.reader_answers.known(QUESTION) is None
    store.reader_answers.end(number, asked)
    assert store.reader_answers.known(QUESTION) == asked
    others = [
        Question(b"other", "export-bans", "tiny", "told"),
        Question(b"text", "coproduction", "tiny", "told"),
        Question(b"text", "export-bans", "large", "told"),
        Question(b"text", "export-bans", "tiny", "told otherwise"),
    ]
    assert [store.reader_answers.known(other) for other in others] == [None] * 4


def test_where_the_endpoint_failed_it_is_asked_again(store: Store) -> None:
    number = store.reader_answers.begin(QUESTION, NOW, 5)
    assert number is not None
    store.reader_answers.end(number, Asked(Outcome.FAILED, detail="timeout"))
    assert store.reader_answers.known(QUESTION) is None


def test_a_days_budget_is_its_number_of_questions_whatever_came_of_them(store: Store) -> None:
    first = store.reader_answers.begin(QUESTION, MIDNIGHT, 2)
    assert first is not None
    store.reader_answers.end(first, Asked(Outcome.FAILED))
    assert store.reader_answers.begin(QUESTION, NOW, 2) is not None
    assert store.reader_answers.begin(QUESTION, NOW, 2) is None
    assert store.reader_answers.begin(QUESTION, MIDNIGHT + timedelta(days=1), 2) is not None
