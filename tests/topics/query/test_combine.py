from dataclasses import replace

import pytest

from monitor.model import Evidence, Match, QueryRole
from monitor.topics.query import QueryMatch
from monitor.topics.query.combine import alone, combine

MODEL = Evidence("summary", 0, 5, "drone", "a weapon ('drone')")
QUERY = Evidence("title", 4, 7, "ban", "asked for by ban")
ACROSS = Evidence("summary", 3, 9, "ne ban", "asked for by /ne ban/")
YES, NO = QueryMatch(True, (QUERY, ACROSS)), QueryMatch(False)
STOPPED = QueryMatch(False, undecided=True, problems=("the regex took too long",))
CARRIED = Match("t", 0.8, True, (MODEL,), "v1")
MISSED = Match("t", 0.3, False, (), "v1")


@pytest.mark.parametrize(
    ("role", "match", "said", "matched", "score"),
    [
        (QueryRole.GATE, CARRIED, YES, True, 0.8),
        (QueryRole.GATE, CARRIED, NO, False, 0.8),
        (QueryRole.GATE, CARRIED, STOPPED, True, 0.8),
        (QueryRole.GATE, MISSED, YES, False, 0.3),
        (QueryRole.ADDITION, CARRIED, YES, True, 1.0),
        (QueryRole.ADDITION, CARRIED, NO, True, 0.8),
        (QueryRole.ADDITION, MISSED, YES, True, 1.0),
        (QueryRole.ADDITION, MISSED, NO, False, 0.3),
        (QueryRole.ADDITION, MISSED, STOPPED, False, 0.3),
        (QueryRole.ALONE, CARRIED, NO, False, 0.0),
        (QueryRole.ALONE, MISSED, YES, True, 1.0),
    ],
)
def test_a_query_is_a_gate_an_addition_or_alone(role, match, said, matched, score):
    found = combine(match, said, role)
    assert (found.topic, found.version) == ("t", "v1")
    assert (found.matched, found.score) == (matched, score)
    assert found.matched or not found.evidence


def test_evidence_of_both_stands_in_reading_order_without_overlaps():
    assert combine(CARRIED, YES, QueryRole.GATE).evidence == (QUERY, MODEL)
    assert combine(replace(MISSED), YES, QueryRole.ADDITION).evidence == (QUERY, ACROSS)


def test_a_topic_without_a_model_has_its_querys_match():
    assert alone("t", YES, "v2") == Match("t", 1.0, True, (QUERY, ACROSS), "v2")
