"""How many nations a text speaks of, and by what."""

from monitor.topics.text.nations import nation_features


def test_nations_of_the_text_and_of_a_sentence_are_counted_apart():
    found = nation_features(
        [
            ("title", ["pl/names"]),
            ("summary", ["kr/makers", "pl/capitals"]),
            ("summary", ["us/names"]),
        ]
    )
    assert {"nations:1", "nations:2", "nations:3", "together:2"} <= found
    assert "together:3" not in found


def test_a_nation_named_twice_in_different_ways_is_one():
    assert "nations:2" not in nation_features([("summary", ["pl/names", "pl/capitals"])])


def test_how_a_nation_was_known_counts_and_whether_the_headline_knew_it():
    found = nation_features([("title", ["kr/makers"]), ("summary", ["pl/buyers"])])
    assert {"by:makers", "title:makers", "by:buyers"} <= found
    assert "title:buyers" not in found


def test_a_union_is_no_single_nation():
    alone = nation_features([("title", ["many/names"])])
    assert {"many", "nations:0"} <= alone
    beside = nation_features([("title", ["many/names", "fr/names"])])
    assert {"nations:1"} <= beside
    assert {"many", "together:2"}.isdisjoint(beside)


def test_which_nations_they_are_is_not_said():
    assert nation_features([("title", ["pl/names"])]) == nation_features([("title", ["fr/names"])])
