"""How many nations a text speaks of, and by what."""

from monitor.topics.concepts import Hit
from monitor.topics.nations import nation_features


def hits(*concepts: str) -> list[Hit]:
    return [Hit(place, place + 1, concept, concept) for place, concept in enumerate(concepts)]


def test_nations_of_the_text_and_of_a_sentence_are_counted_apart():
    found = nation_features(
        [
            ("title", hits("pl/names")),
            ("summary", hits("kr/makers", "pl/capitals")),
            ("summary", hits("us/names")),
        ]
    )
    assert {"nations:1", "nations:2", "nations:3", "together:2"} <= found
    assert "together:3" not in found


def test_a_nation_named_twice_in_different_ways_is_one():
    assert "nations:2" not in nation_features([("summary", hits("pl/names", "pl/capitals"))])


def test_how_a_nation_was_known_counts_and_whether_the_headline_knew_it():
    found = nation_features([("title", hits("kr/makers")), ("summary", hits("pl/buyers"))])
    assert {"by:makers", "title:makers", "by:buyers"} <= found
    assert "title:buyers" not in found


def test_a_union_is_no_single_nation():
    alone = nation_features([("title", hits("many/names"))])
    assert {"many", "nations:0"} <= alone
    beside = nation_features([("title", hits("many/names", "fr/names"))])
    assert {"nations:1"} <= beside
    assert {"many", "together:2"}.isdisjoint(beside)


def test_which_nations_they_are_is_not_said():
    assert nation_features([("title", hits("pl/names"))]) == nation_features([("title", hits("fr/names"))])
