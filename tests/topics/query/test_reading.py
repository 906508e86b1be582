import pytest
from hypothesis import given, settings

from monitor.topics.query.parse import read
from monitor.topics.query.reading import reading
from tests.topics.query.strategies import queries


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("export", "has the word 'export'"),
        ("~licence", "has the word 'licence' in any form"),
        ("licen*", "has a word beginning with 'licen'"),
        ("*verbot", "has a word ending in 'verbot'"),
        ("*export*", "has a word with 'export' in it"),
        ("licen?e", "has a word like 'licen?e'"),
        ('"joint venture"', "has the phrase 'joint venture'"),
        ('"under licen*"', "has a phrase like 'under licen*'"),
        ("=NATO", "has the word 'NATO' in exactly this spelling"),
        (r"/\d+ tanks/", r"has a match of the regular expression /\d+ tanks/"),
        ("@export-ban", "has a word for 'export-ban' in any language"),
        ("a OR b OR c", "has the word 'a', the word 'b' or the word 'c'"),
        ("NOT (a OR b)", "does not have the word 'a' or the word 'b'"),
        ("title:ban lang:de", "has the word 'ban' in the headline and is in German"),
        ("lead:ban", "has the word 'ban' in the first two sentences below the headline"),
        ("body:ban", "has the word 'ban' below the headline"),
        ("a NEAR/5 b", "has the word 'a', within 5 words of the word 'b'"),
        ("a ONEAR/1 b", "has the word 'a', followed within 1 word by the word 'b'"),
        ("a SAME b", "has the word 'a', in the same sentence as the word 'b'"),
        (
            "country:PL NOT outlet:harbour",
            "is from the country PL and is not from an outlet with 'harbour' in its name",
        ),
        ('kind:"trade press"', "is from a source of the kind 'trade press'"),
        (
            "title:licen* NEAR/5 ban NOT lang:ru",
            "has a word beginning with 'licen' in the headline, within 5 words of the word 'ban' and is not in Russian",
        ),
    ],
)
def test_a_short_query_is_one_sentence(query, expected):
    assert reading(read(query)) == f"An article that {expected}."


def test_a_longer_query_is_an_indented_list():
    tree = read("licen* title:(ban OR (halt NOT temporary)) NOT (films OR (grain title:export)) NOT (a b)")
    assert reading(tree) == (
        "An article of which this is true:\n"
        "- it has a word beginning with 'licen'\n"
        "- at least one of these:\n"
        "  - it has the word 'ban' in the headline\n"
        "  - all of these:\n"
        "    - it has the word 'halt' in the headline\n"
        "    - it does not have the word 'temporary' in the headline\n"
        "- none of these:\n"
        "  - it has the word 'films'\n"
        "  - all of these:\n"
        "    - it has the word 'grain'\n"
        "    - it has the word 'export' in the headline\n"
        "- not all of these at once:\n"
        "  - it has the word 'a'\n"
        "  - it has the word 'b'"
    )


@settings(max_examples=300, deadline=None)
@given(queries)
def test_every_query_has_a_reading(tree):
    lines = reading(tree).split("\n")
    assert lines[0].startswith("An article ")
    assert all(line.lstrip().startswith("- ") for line in lines[1:])
