from pathlib import Path

import pytest

from monitor.topics.query import QuerySyntaxError, as_searched, parse, parse_search
from monitor.topics.query.tree import And, In, Is, Near, Not, Or, Term

CONCEPTS = {"weapon": ["drone*"], "watchdog": ["audit*"]}


def written(query: str) -> str:
    """The query with everything said that goes without saying."""
    return str(parse(query, CONCEPTS).tree)


def refused(query: str) -> QuerySyntaxError:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query, CONCEPTS)
    return caught.value


@pytest.mark.parametrize(
    ("query", "means"),
    [
        ("ban export", "ban AND export"),
        ("ban export OR licence", "ban AND export OR licence"),
        ("ban (export OR licence)", "ban AND (export OR licence)"),
        ("ban OR NOT export licence", "ban OR NOT export AND licence"),
        ("NOT ban NEAR/3 export", "NOT ban NEAR/3 export"),
        ("a NEAR/3 b c", "a NEAR/3 b AND c"),
        ("title:ban export", "title:ban AND export"),
        ("title: ban NEAR/2 export", "title:ban NEAR/2 export"),
        ("title:(ban OR export) x", "title:(ban OR export) AND x"),
        ("((ban))", "ban"),
        ("(a b) c", "a AND b AND c"),
        ("(a NEAR/2 b) NEAR/3 c", "(a NEAR/2 b) NEAR/3 c"),
        ("Licen* ÉXPORT", "licen* AND export"),
        ("=Licen* =NATO", "=Licen* AND =NATO"),
        ("dual-use", '"dual use"'),
        ("об'єкт*", '"об єкт*"'),
        ("=F-16", '="F 16"'),
        ("U.S.", '"u s"'),
        ("“joint venture” «two words» „noch zwei“", '"joint venture" AND "two words" AND "noch zwei"'),
        ('"or" "and" "Near"', '"or" AND "and" AND "near"'),
        ("lang:(de OR fr) NOT lang:ru", "(lang:de OR lang:fr) AND NOT lang:ru"),
        ("lang:(NOT ru)", "NOT lang:ru"),
        ('outlet:"Harbour Times"', 'outlet:"harbour times"'),
        ("TITLE:ban", "title:ban"),
        (r"/a\/b/ =/NATO|OTAN/", r"/a\/b/ AND =/NATO|OTAN/"),
        ("@weapon", "@weapon"),
        ('"who knew?"', '"who knew"'),
        ("licenc\u0327a", "licenca"),
    ],
)
def test_a_query_is_read_by_the_rules_of_precedence(query, means):
    assert written(query) == means
    assert written(means) == means


def test_the_examples_for_editors_can_be_read():
    page = (Path(__file__).parents[3] / "docs" / "queries.md").read_text(encoding="utf-8")
    examples = page.partition("## Examples")[2].partition("##")[0].split("\n    ")[1:]
    assert len(examples) == 4
    for example in examples:
        parse(example, {"weapon": [], "export": [], "restriction": []})


def test_a_query_becomes_a_tree_of_frozen_values():
    tree = parse("title:(ban OR export) drone* NEAR/5 licence NOT lang:ru", CONCEPTS).tree
    assert isinstance(tree, And)
    in_title, near, negated = tree.parts
    assert isinstance(in_title, In)
    assert in_title.inner == Or((Term(("ban",)), Term(("export",))))
    assert isinstance(near, Near)
    assert isinstance(negated, Not)
    assert isinstance(negated.inner, Is)
    assert hash(tree) == hash(parse(str(tree), CONCEPTS).tree)


@pytest.mark.reliability(59)
@pytest.mark.parametrize(
    ("query", "column", "message", "expected"),
    [
        ("  ", 1, "the query is empty", "write the words"),
        ("ban OR", 7, "the query ends too early", "expected a word"),
        ("ban AND OR export", 9, "found OR", "expected a word"),
        ("ban NEAR/2 NOT export", 12, "found NOT", "expected a word"),
        ("()", 2, "found a closing parenthesis", "expected a word"),
        ("(ban", 1, "this parenthesis is never closed", "write )"),
        ("ban)", 4, "this parenthesis closes none", "remove it"),
        ('ban "export', 5, "this quotation mark is never closed", 'another "'),
        ("ban /export", 5, "this regular expression is never closed", "write / at its end"),
        ("ban = export", 5, "nothing stands after the =", "directly after it"),
        ("ban @ weapon", 5, "no concept is named", "directly after the @"),
        ("ban @weapn", 5, "there is no concept 'weapn'", "did you mean @weapon"),
        ("ban @x", 5, "there is no concept 'x'", "there are @watchdog, @weapon"),
        ("ban NEAR export", 5, "NEAR names no distance", "write NEAR/5"),
        ("ban ONEAR/x export", 5, "ONEAR/x names no distance", "write ONEAR/5"),
        ("ban NEAR/0 export", 5, "0 words is no distance", "from 1 to 100"),
        ("ban NEAR/101 export", 5, "101 words is no distance", "from 1 to 100"),
        (
            "ban NEAR/2 (a b)",
            5,
            "an AND (or two words side by side) can not stand beside NEAR",
            "ORs of them",
        ),
        ("ban SAME lang:de", 5, "lang:de can not stand beside SAME", "words, phrases"),
        ("ban headline:x", 5, "there is no field 'headline'", "title:, lead:, body:, lang:"),
        ("title:(ban lead:x)", 1, "lead:x can not stand within title:( )", "put it beside"),
        ("lang:german", 1, "german is no language", "two letters"),
        ("country:XX", 1, "xx is no country", "two letters"),
        ("lang:/de/", 1, "/de/ can not stand in lang:", "write words"),
        ("ban or export", 5, "'or' joins nothing", "write OR in capitals"),
        ("ban & export", 5, "'&' joins nothing", "write AND"),
        ("ban -export", 5, "'-' means nothing before a word", "write NOT"),
        ("ban …", 5, "there is no letter and no figure in it", "write a word"),
        ("ban l*", 5, "'l*' says too little", "two letters in a row"),
        ("a" * 101, 1, "a word has 101 letters", "write 100 at most"),
        ("ban /[/", 5, "this is no regular expression (unterminated character set)", "correct it"),
        ("/(?R)/", 1, "recursion and approximate matches are not taken", "plain"),
        ("/(?:ban){e<=3}/", 1, "recursion and approximate matches are not taken", "plain"),
        ("/(?:a{1000}){1000}/", 1, "the numbers in its braces are too large", "1,000 at most"),
        (f"/{'a' * 501}/", 1, "the regular expression has 501 characters", "500 at most"),
        ("/((((((((((((((((((((((((((((a/", 1, "this is no regular expression (missing )", "correct it"),
    ],
)
def test_an_error_says_where_what_is_wrong_and_what_to_write(query, column, message, expected):
    error = refused(query)
    assert (error.position.line, error.position.column) == (1, column)
    assert error.position.offset == column - 1
    assert error.message.startswith(message)
    assert expected in error.expected
    assert str(error) == f"line 1, column {column}: {error.message}: {error.expected}"


def test_an_error_in_a_later_line_is_shown_with_a_caret_below_it():
    error = refused('ban\nOR "export"\n  AND OR drone')
    assert (error.position.line, error.position.column) == (3, 7)
    said, line, caret = error.shown().split("\n")
    assert said.startswith("line 3, column 7: found OR: expected a word")
    assert line.strip() == "AND OR drone"
    assert line[caret.index("^") :] == "OR drone"


def test_of_a_long_line_only_the_piece_around_the_error_is_shown():
    _, line, caret = refused("ban OR " * 1000 + ") " + "OR ban " * 1000).shown().split("\n")
    assert len(line) < 100
    assert line[caret.index("^")] == ")"


@pytest.mark.parametrize(
    "query", ["x NEAR/" + "9" * 1000 + " y", "@" + "c" * 1000, "title:(lead:" + "x " * 500 + ")"]
)
def test_a_message_does_not_repeat_a_long_query(query):
    assert len(str(refused(query))) < 700


@pytest.mark.parametrize(
    ("searched", "means"),
    [
        ("licence ban", "~licence AND ~ban"),
        ('"licence" ban', '"licence" AND ~ban'),
        ("licence*", "licence*"),
        ("=NATO", "=NATO"),
        ("dual-use", '"dual use"'),
        ('"joint venture"', '"joint venture"'),
        ("~licence", "~licence"),
        ("eu 2026", "eu AND 2026"),
        ("title:ban NEAR/3 export", "title:~ban NEAR/3 ~export"),
        ("outlet:times lang:de NOT film", "outlet:times AND lang:de AND NOT ~film"),
    ],
)
def test_in_a_search_a_word_by_itself_stands_for_all_of_its_forms(searched, means):
    found = parse_search(searched, {}).tree
    assert str(found) == means
    assert parse_search(as_searched(found), {}).tree == parse(means, {}).tree == found


def test_in_a_topic_a_word_has_other_forms_only_where_that_is_asked_for():
    assert parse("licence ~ban", {}).tree == And((Term(("licence",)), Term(("ban",), forms=True)))


@pytest.mark.parametrize("query", ["~licen*", "~dual-use", '~"joint venture"'])
def test_only_one_whole_word_has_forms(query):
    assert refused(query).position.offset == 0


def test_what_a_topic_asks_for_is_searched_for_in_quotation_marks():
    assert as_searched(parse("licence OR ~ban OR eu OR =NATO", {}).tree) == '"licence" OR ban OR eu OR =NATO'
