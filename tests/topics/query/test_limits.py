"""Queries and articles that are made to break something."""

import string
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.topics.query import ArticleText, Query, QuerySyntaxError, parse
from monitor.topics.query.cost import cost
from monitor.topics.query.reading import reading
from monitor.topics.query.review import review
from tests.samples import article

WORDS = ["".join(letters) for letters in islice(product(string.ascii_lowercase, repeat=4), 20_001)]


def text(title: str, summary: str = "") -> ArticleText:
    return ArticleText(article(1, title=title, summary=summary))


@pytest.mark.reliability(59)
@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)+$", "(x+x+)+y|(a+)+$", "(?=(a+)+$)a"])
def test_a_regex_that_runs_wild_is_stopped_and_named(pattern):
    query = parse(f"/{pattern}/", {})
    match = query.match(text("a" * 5_000 + "!"))
    assert (match.matched, match.undecided, match.evidence) == (False, True, ())
    assert match.problems == (f"the regex /{pattern}/ took too long (over 0.1 s)",)


@pytest.mark.reliability(59)
def test_dots_and_stars_that_find_nothing_end():
    match = parse("/.*.*.*x/", {}).match(text("a" * 100_000))
    assert match.matched is False


@pytest.mark.parametrize(
    ("query", "matched", "undecided"),
    [
        ("NOT /(a+)+$/", False, True),
        ("/(a+)+$/ missing", False, False),
        ("/(a+)+$/ OR end", True, False),
        ("NOT /(a+)+$/ end", False, True),
        ("/(a+)+$/ NEAR/3 end", False, True),
        ("/(a+)+$/ SAME missing", False, True),
        ("(/(a+)+$/ OR missing) end", False, True),
        ("NOT (/(a+)+$/ missing)", True, False),
    ],
)
def test_what_hangs_on_a_stopped_regex_is_undecided_and_the_rest_is_decided(query, matched, undecided):
    match = parse(query, {}).match(text("a" * 5_000 + "! end"))
    assert (match.matched, match.undecided) == (matched, undecided)


def test_a_regex_is_not_tried_where_another_condition_fails():
    assert parse("/(a+)+$/ lang:de", {}).match(text("a" * 5_000 + "!")).problems == ()


@pytest.mark.reliability(59)
def test_ten_thousand_alternatives_are_matched():
    query = parse(" OR ".join(WORDS[:10_000]), {})
    match = query.match(text(f"Nothing and then {WORDS[9_999]} at the end"))
    assert [span.text for span in match.evidence] == [WORDS[9_999]]
    assert not query.match(text("Nothing at all")).matched
    assert "one of 9,995 others" in reading(query.tree)
    assert review(query) == []
    assert str(cost(query)).startswith("moderate")


@pytest.mark.reliability(59)
@pytest.mark.parametrize(
    ("query", "message"),
    [
        (" OR ".join(WORDS), "more than 20,000 words"),
        ("(" * 10_000 + "a" + ")" * 10_000, "more than 30 parentheses within each other"),
        ("NOT (" * 10_000 + "a" + ")" * 10_000, "more than 30 parentheses within each other"),
        ("x" * 400_001, "the query has 400,001 characters"),
        (" OR ".join(f"/a{n}/" for n in range(21)), "more than 20 regular expressions"),
    ],
)
def test_beyond_the_limits_a_query_is_refused_in_words(query, message):
    with pytest.raises(QuerySyntaxError, match=message):
        parse(query, {})


def test_the_deepest_query_that_is_taken_can_be_used_in_every_way():
    query = parse("x NOT (y OR " * 30 + "z" + ")" * 30, {})
    assert parse(str(query.tree), {}).tree == query.tree
    assert query.match(text("x z")).matched
    assert not query.match(text("x")).matched
    assert reading(query.tree).count("none of these") == 29  # the last is "does not have"
    assert review(query) == []
    assert str(cost(query)).startswith("cheap")


@pytest.mark.reliability(60)
@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "три слова тут",
        "النص العربي",
        "中文新聞標題",
        "ß" * 9,
        "🙂" * 50,
        "x" * 200_000,
        "\ud800 ban",
        "a\x00b",
    ],
    ids=lambda title: f"{len(title)} {title[:5]!a}",
)
@pytest.mark.parametrize(
    "query", ["ban", "*文新*", "NOT ban", "ban SAME xx*x", "@ban", "/ban|./ NEAR/3 x", "lead:ban"]
)
def test_any_text_is_answered(query, title):
    match = parse(query, {"ban": ["ban*"]}).match(text(title[:40], title))
    assert match.problems == ()
    for span in match.evidence:
        assert span.text in title


def test_words_without_spaces_are_found_with_stars():
    match = parse("*出口*", {}).match(text("政府禁止武器出口了"))
    assert [span.text for span in match.evidence] == ["政府禁止武器出口了"]


@pytest.mark.reliability(59)
@settings(max_examples=400, deadline=None)
@given(st.text(alphabet='ab *?"/()=@:-NOTANDREMS5lang\n“”\\[{+', max_size=40))
def test_whatever_is_typed_is_read_or_refused_at_a_place_in_it(typed):
    query, error = read(typed)
    if query is None:
        assert 0 <= error.position.offset <= len(typed)
        assert error.message
        assert error.expected
        assert error.shown()
    else:
        assert parse(str(query.tree), {}).tree == query.tree
        assert reading(query.tree)
        query.match(text("a b lang ab", "N O T"))


def read(typed: str) -> tuple[Query | None, QuerySyntaxError | None]:
    try:
        return parse(typed, {}), None
    except QuerySyntaxError as error:
        return None, error
