import pytest
from hypothesis import given, settings

from monitor.topics.query import parse
from monitor.topics.query.findings import Fault
from monitor.topics.query.review import review
from tests.topics.query.naive import Naive
from tests.topics.query.strategies import CONCEPTS, queries, texts

KNOWN = {"weapon": ["drone*"], "empty": []}


def said(query: str) -> list[str]:
    return [str(finding) for finding in review(parse(query, KNOWN))]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("title:x NOT title:x", "it asks for title:x and rules out title:x"),
        ("title:x NOT x", "it asks for title:x and rules out x"),
        ("lead:x NOT body:x", "it asks for lead:x and rules out body:x"),
        ("licence NOT licen*", "it asks for licence and rules out licen*"),
        ("licenc* NOT licen*", "it asks for licenc* and rules out licen*"),
        ("=Licence NOT licence", "it asks for =Licence and rules out licence"),
        ("licence NOT ~licence", "it asks for licence and rules out ~licence"),
        ('"export ban" NOT ban', 'it asks for "export ban" and rules out ban'),
        ("a NEAR/5 b NOT a", "it asks for a NEAR/5 b and rules out a"),
        ("title:(a NEAR/5 b) NOT title:b", "it asks for title:(a NEAR/5 b) and rules out title:b"),
        ("x NOT (x OR y)", "it asks for x and rules out x"),
        ("(x NOT x) OR (y NOT y)", "it asks for x and rules out x"),
        ("(x OR y) NOT x NOT y", "it asks for x and rules out x"),
        ("lang:de lang:fr", "no article is both lang:de and lang:fr"),
        ("country:de country:fr", "no article is both country:de and country:fr"),
        (
            "title:a NEAR/5 body:b",
            "no part of an article holds all that title:a NEAR/5 body:b asks to stand close together",
        ),
        ("@empty", "the concept 'empty' has no terms"),
        ("x NEAR/3 @empty", "the concept 'empty' has no terms"),
        ("title:@empty", "the concept 'empty' has no terms"),
    ],
)
def test_a_query_that_can_never_match_is_found_with_the_reason(query, reason):
    assert said(query) == [f"the query: can never match, as {reason}"]


@pytest.mark.parametrize(
    "query",
    [
        "x NOT title:x",
        "body:x NOT lead:x",
        "licen* NOT licence",
        "licence NOT =licence",
        'ban NOT "export ban"',
        "a b NOT (a NEAR/5 b)",
        "a NOT (a b)",
        "lang:de OR lang:fr",
        "outlet:a outlet:b",
        "lead:a NEAR/5 body:b",
        "a NEAR/1 a",
        "NOT @empty x",
        "x OR y",
    ],
)
def test_a_query_that_can_match_is_left_in_peace(query):
    assert said(query) == []


def test_an_alternative_that_can_never_match_is_named():
    assert said("lang:de (x OR lang:fr OR (y NOT y))") == [
        "lang:fr: can never match, as no article is both lang:fr and lang:de",
        "y AND NOT y: can never match, as it asks for y and rules out y",
    ]


@pytest.mark.parametrize("query", ["x OR NOT x", "NOT (title:x NOT x)", "NOT @empty"])
def test_a_query_that_matches_everything_is_found(query):
    assert said(query) == ["the query: matches every article"]


@settings(max_examples=1500, deadline=None)
@given(queries, texts)
def test_what_is_said_of_a_query_holds_for_every_article(tree, text):
    for finding in review(parse(str(tree), CONCEPTS)):
        if not finding.clause:
            assert Naive(text, CONCEPTS).matches(tree) == (finding.fault is Fault.ALWAYS)
