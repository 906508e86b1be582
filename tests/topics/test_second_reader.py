"""When the second reader is asked, what it is told, and which answers count."""

import json

import pytest

from monitor.model import Evidence, Match
from monitor.topics.second_reader import (
    Asked,
    Outcome,
    in_band,
    question,
    read_answer,
    request_body,
    settled,
)
from tests.samples import article, match
from tests.trial_topics import FIRES, STORMS

ITEM = article(
    title="Blaze stops the mill",
    summary="Nobody was hurt. The powder mill in Brevik, which makes propellant, stands still.",
    content="“It will take weeks”, the manager said.\nThe cause is not known.",
)


def completion(said: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()


def answer(sentence: str, said: str = "yes") -> bytes:
    return completion(json.dumps({"answer": said, "sentence": sentence}))


@pytest.mark.parametrize(
    ("score", "asked"), [(0.3, False), (0.35, True), (0.5, True), (0.65, True), (0.7, False)]
)
def test_it_is_asked_where_the_score_is_near_the_threshold(score: float, asked: bool) -> None:
    assert in_band(match(score=score), 0.5, 0.15) is asked


def test_it_is_told_the_definition_the_examples_and_the_item_as_quoted_sentences() -> None:
    body = json.loads(request_body(ITEM, FIRES, "tiny"))
    assert body.keys() == {"model", "messages"}
    system, user = body["messages"]
    assert FIRES.definition in system["content"]
    assert f"- {FIRES.matches[0].title}." in system["content"]
    assert f"- {FIRES.near_misses[0].title}." in system["content"]
    item = json.loads(user["content"])["item"]
    assert item[:2] == ["Blaze stops the mill", "Nobody was hurt."]
    assert item[-1] == "The cause is not known."


def test_a_long_item_is_told_from_its_beginning() -> None:
    long = article(content="The mill stands still. " * 5_000)
    assert len(request_body(long, FIRES, "tiny")) < 20_000


def test_a_question_is_the_same_only_for_the_same_text_topic_model_and_definition() -> None:
    one = question(ITEM, FIRES, "tiny")
    assert question(ITEM, FIRES, "tiny") == one
    others = [
        question(article(2), FIRES, "tiny"),
        question(ITEM, STORMS, "tiny"),
        question(ITEM, FIRES, "large"),
    ]
    assert one not in others


@pytest.mark.parametrize(
    "sentence",
    [
        "The powder mill in Brevik, which makes propellant, stands still.",
        "the powder mill in Brevik, which makes propellant,  stands still",
        "“It will take weeks”, the manager said.",
        "Blaze stops the mill.",
    ],
)
def test_an_answer_counts_that_names_a_sentence_of_the_item(sentence: str) -> None:
    assert read_answer(answer(sentence), ITEM).outcome is Outcome.YES
    assert read_answer(answer(sentence, "No"), ITEM).outcome is Outcome.NO


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The arms factory burned down.", "names no sentence of the item: The arms factory"),
        ("which makes propellant", "names no sentence"),
        (
            "Nobody was hurt. The powder mill in Brevik, which makes propellant, stands still.",
            "names no sentence",
        ),
        ("", "names no sentence"),
        ("...", "names no sentence"),
    ],
)
def test_an_answer_by_any_other_sentence_is_of_no_use(sentence: str, why: str) -> None:
    found = read_answer(answer(sentence), ITEM)
    assert (found.outcome, found.sentence) == (Outcome.UNUSABLE, "")
    assert why in found.detail


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome</html>",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"\xff\xfe",
        completion("Yes, it does!"),
        completion('{"answer": "perhaps", "sentence": "Nobody was hurt."}'),
        completion('{"answer": "yes"}'),
        completion('{"answer": ["yes"], "sentence": "Nobody was hurt."}'),
        completion("{" * 50_000),
        b"[" * 100_000,
    ],
)
def test_nonsense_is_of_no_use_and_never_an_exception(body: bytes) -> None:
    found = read_answer(body, ITEM)
    assert found.outcome is Outcome.UNUSABLE
    assert len(found.detail) < 300


def test_words_and_fences_around_the_answer_do_no_harm() -> None:
    said = 'Sure!\n```json\n{"answer": "yes", "sentence": "Nobody was hurt."}\n```\n'
    assert read_answer(completion(said), ITEM) == Asked(Outcome.YES, "Nobody was hurt.")


def test_yes_makes_a_match_with_the_sentence_as_its_evidence() -> None:
    doubted = Match("factory-fires", 0.4, False)
    found = settled(doubted, Asked(Outcome.YES, "The cause is not known."), ITEM, "tiny")
    (shown,) = found.evidence
    assert (found.matched, found.score, shown.field) == (True, 0.4, "content")
    assert ITEM.content[shown.start : shown.end] == shown.text == "The cause is not known."
    assert shown.why == "the second reader (model tiny) goes by this sentence"
    assert found.second_reader == "tiny"


def test_yes_keeps_what_the_classifier_saw_elsewhere() -> None:
    elsewhere, within = (
        Evidence("title", 0, 5, "Blaze", "a fire"),
        Evidence("content", 44, 49, "cause", "a cause"),
    )
    sure = match("factory-fires", evidence=(within, elsewhere))
    found = settled(sure, Asked(Outcome.YES, "The cause is not known."), ITEM, "tiny")
    assert found.evidence[1:] == (elsewhere,)


def test_no_takes_the_match_away_and_what_is_of_no_use_leaves_it() -> None:
    sure = match()
    assert not settled(sure, Asked(Outcome.NO, "Nobody was hurt."), ITEM, "tiny").matched
    assert settled(sure, Asked(Outcome.UNUSABLE), ITEM, "tiny") == sure
    assert settled(sure, Asked(Outcome.FAILED), ITEM, "tiny") == sure
