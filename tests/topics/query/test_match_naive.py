"""The matcher against one that tries every combination (naive.py), on queries and articles made at random."""

from hypothesis import given, settings

from monitor.topics.query import as_searched, parse, parse_search
from tests.topics.query.naive import Naive
from tests.topics.query.strategies import CONCEPTS, queries, texts


@settings(max_examples=800, deadline=None)
@given(queries, texts)
def test_a_query_matches_what_the_naive_matcher_finds(tree, text):
    match = parse(str(tree), CONCEPTS).match(text)
    assert match.matched == Naive(text, CONCEPTS).matches(tree)
    assert match.problems == ()


@settings(max_examples=400, deadline=None)
@given(queries, texts)
def test_evidence_lies_in_the_article_where_the_naive_matcher_finds_words(tree, text):
    naive = Naive(text, CONCEPTS)
    naive.matches(tree)
    match = parse(str(tree), CONCEPTS).match(text)
    assert match.matched or not match.evidence
    for span in match.evidence:
        assert text.article.text(span.field)[span.start : span.end] == span.text != ""
        assert (span.field, span.start, span.end) in naive.spans
    for one, other in zip(match.evidence, match.evidence[1:], strict=False):
        assert one.field != other.field or one.end <= other.start


@settings(max_examples=500, deadline=None)
@given(queries)
def test_a_query_written_from_its_tree_is_read_as_the_same_tree(tree):
    assert parse(str(tree), CONCEPTS).tree == tree


@settings(max_examples=500, deadline=None)
@given(queries)
def test_what_to_search_for_means_the_same_in_a_search(tree):
    assert parse_search(as_searched(tree), CONCEPTS).tree == tree
