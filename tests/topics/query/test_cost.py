import pytest

from monitor.topics.query import parse
from monitor.topics.query.cost import Level, cost, may_run_wild


@pytest.mark.parametrize(
    ("query", "level", "why"),
    [
        ("ban export", Level.CHEAP, "2 words"),
        ("licen* NEAR/5 export", Level.CHEAP, "1 word, 1 wildcard, 1 NEAR"),
        ("@many", Level.MODERATE, "1 concept"),
        ("@few", Level.CHEAP, "1 concept"),
        ("NOT lang:ru", Level.CHEAP, "no words"),
        (r"/\d+ tanks/", Level.CHEAP, "1 regular expression"),
        (" OR ".join(rf"/\d+ a{n}/" for n in range(12)), Level.MODERATE, "12 regular expressions"),
        (" OR ".join(f"w{n}" for n in range(10_000)), Level.MODERATE, "10,000 words"),
        (
            "/(a+)+$/",
            Level.COSTLY,
            "1 slow regular expression; such an expression may run until it is stopped",
        ),
    ],
)
def test_a_query_has_a_cost_in_words(query, level, why):
    found = cost(parse(query, {"many": [f"term{n}" for n in range(6_000)], "few": ["term"]}))
    assert found.level is level
    assert found.why.startswith(why)
    assert str(found) == f"{level}: about {found.microseconds:,} µs an article ({found.why})"


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(a*)*b", r"(\w+\s?)+$", ".*.*.*x", "((a+)b*)+"])
def test_an_expression_that_may_run_wild_is_known_by_its_look(pattern):
    assert may_run_wild(pattern)


@pytest.mark.parametrize(
    "pattern", [r"\d+ (million|billion)", "(export|import) ban", r"F-\d+.*sold", "(ab)+"]
)
def test_an_ordinary_expression_is_not_suspected(pattern):
    assert not may_run_wild(pattern)
