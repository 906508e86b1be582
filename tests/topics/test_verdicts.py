"""A person's word outweighs the classifier's, and is learnt from."""

from dataclasses import replace

import pytest

from monitor.model import Evidence, Judged, Match, Ruling, Says, Verdict
from monitor.topics.verdicts import decided, exemplars, judged, standing
from tests.samples import NOW, article, match

TEXT = Judged("A title", "A text.", "en", b"one")


def verdict(number: int, topic: str = "export-bans", says: Says = Says.CARRIES, **changes: object) -> Verdict:
    made = Verdict(number, 1, topic, says, "Anna", NOW, "", TEXT, None)
    return replace(made, **changes)


def test_the_latest_verdict_on_a_topic_stands_unless_it_was_withdrawn() -> None:
    said = [
        verdict(1, says=Says.NOT),
        verdict(2, "coproduction"),
        verdict(3),
        verdict(4, "coproduction", Says.WITHDRAWN),
    ]
    assert {topic: one.number for topic, one in standing(said).items()} == {"export-bans": 3}
    assert standing([]) == {}


@pytest.mark.parametrize(
    ("machine", "says", "ruling", "score", "matched"),
    [
        (match(), Says.CARRIES, Ruling.RIGHT, 1.0, True),
        (match(matched=False, score=0.2, evidence=()), Says.CARRIES, Ruling.ADDED, 1.0, True),
        (match(), Says.NOT, Ruling.WRONG, 0.0, False),
        (match(matched=False, score=0.2, evidence=()), Says.NOT, Ruling.WRONG, 0.0, False),
    ],
)
def test_a_persons_word_takes_the_place_of_the_classifiers(
    machine: Match, says: Says, ruling: Ruling, score: float, matched: bool
) -> None:
    other = match("coproduction", score=0.6)
    found, untouched = decided([machine, other], {"export-bans": verdict(1, says=says)})
    assert found.decision is not None
    assert (found.score, found.matched, found.decision.ruling, found.decision.who) == (
        score,
        matched,
        ruling,
        "Anna",
    )
    assert found.evidence == (machine.evidence if matched else ())
    assert untouched is other


def test_a_verdict_counts_on_a_topic_that_the_classifier_did_not_judge() -> None:
    (found,) = decided([], {"export-bans": verdict(1)})
    assert (found.topic, found.matched, found.decision and found.decision.ruling) == (
        "export-bans",
        True,
        "added",
    )


def test_a_text_becomes_one_exemplar_labelled_with_the_topics_that_were_judged_only() -> None:
    copy = replace(TEXT, language="")
    (item,) = exemplars(
        [
            verdict(1),
            verdict(2, "coproduction", Says.NOT, article_id=2, judged=copy),
            verdict(3, "third", Says.WITHDRAWN),
        ]
    )
    assert (item.title, item.summary, item.story) == ("A title", "A text.", item.id)
    assert (item.labels, item.judged) == ({"export-bans"}, {"export-bans", "coproduction"})


def test_what_was_withdrawn_teaches_nothing() -> None:
    assert exemplars([verdict(1), verdict(2, says=Says.WITHDRAWN)]) == []


def test_of_an_edited_article_the_later_word_is_learnt_with_the_text_it_was_said_of() -> None:
    edited = Judged("Another title", "A text.", "en", b"two")
    (item,) = exemplars([verdict(1), verdict(2, says=Says.NOT, judged=edited)])
    assert (item.title, item.labels, item.judged) == ("Another title", frozenset(), {"export-bans"})
    assert exemplars([verdict(1), verdict(2, says=Says.WITHDRAWN, judged=edited)]) == []


def test_verdicts_on_articles_that_are_gone_are_learnt_each_by_its_own_text() -> None:
    others = [verdict(n, article_id=None, judged=replace(TEXT, content_hash=bytes([n]))) for n in (1, 2)]
    assert len(exemplars(others)) == 2


def test_a_text_is_kept_up_to_the_length_that_is_read_at_once() -> None:
    short = judged(article(1, summary="One.", content="One. Two."), ())
    assert (short.text, short.content_hash) == (
        "One. Two.",
        article(1, summary="One.", content="One. Two.").content_hash,
    )
    assert judged(article(1, summary="Lead.", content="Body."), ()).text == "Lead.\nBody."
    assert len(judged(article(1, content="Many words. " * 900), ()).text) <= 1_200


def test_of_a_long_article_the_passage_with_the_evidence_is_kept() -> None:
    filler = "The weather stays as it is. " * 100
    content = filler + "The licences are on hold. " + filler
    start = content.index("licences")
    found = judged(
        article(1, summary="", content=content), [Evidence("content", start, start + 8, "licences", "")]
    )
    assert found.text.startswith("The licences are on hold.")
    assert len(found.text) <= 1_200
