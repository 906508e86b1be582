"""What the index says of a query: it never keeps out what matches, and where it is exact it lets nothing else in."""

import pytest
from hypothesis import given, settings

from monitor.topics.query import Query, parse
from monitor.topics.query.index_words import index_stems, index_words
from monitor.topics.query.match import held
from monitor.topics.query.sieve import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Condition,
    Expresses,
    Letters,
    NoneOf,
    Sieve,
    Word,
    sieve,
)
from monitor.topics.query.text import ArticleText
from monitor.topics.query.tree import Concept, Is, Node
from tests.topics.query import strategies
from tests.topics.query.strategies import CONCEPTS

_TERMS = {name: tuple(terms) for name, terms in CONCEPTS.items()}
_NUMBERED = [Concept(name) for name in CONCEPTS]
_KNOWN = {one.name: number for number, one in enumerate(_NUMBERED)}


def passes(condition: Condition, text: ArticleText) -> bool:
    """Whether an article fulfils a condition, by nothing but its list of words."""
    one = text.article
    words = index_words(one.title, (one.summary, one.content))
    stems = index_stems(words, one.language)
    match condition:
        case Word(wanted, begins):
            return any(word.startswith(wanted) if begins else word == wanted for word in (*words, *stems))
        case Letters(letters):
            return letters in f" {' '.join(words)} "
        case AllOf(parts):
            return all(passes(part, text) for part in parts)
        case AnyOf(parts):
            return any(passes(part, text) for part in parts)
        case NoneOf(inner):
            return not passes(inner, text)
        case Expresses(number):
            return Query("", _NUMBERED[number], _TERMS).match(text).matched
        case Is():
            return held(condition, Query("", condition).search.found(text)).holds is True


@settings(max_examples=600, deadline=None)
@given(strategies.queries, strategies.texts)
def test_what_matches_passes_and_where_the_index_is_exact_what_passes_matches(
    tree: Node, text: ArticleText
) -> None:
    matched = Query("", tree, _TERMS).match(text).matched
    for found in (sieve(tree, _TERMS), sieve(tree, _TERMS, _KNOWN)):
        if matched:
            assert passes(found.condition, text)
        if found.exact:
            assert passes(found.condition, text) == matched


def of(query: str, **concepts: list[str]) -> Sieve:
    parsed = parse(query, concepts)
    return sieve(parsed.tree, parsed.concepts)


@pytest.mark.parametrize(
    ("query", "exact"),
    [
        ("ban export", True),
        ("ban OR licen*", True),
        ("*verbot", True),
        ("*export* NOT grain", True),
        ("title:ban lang:de", True),
        ("NOT (ban OR sale)", True),
        ("licen?e", False),
        ("l*cence", False),
        ("=NATO", False),
        ('"joint venture"', False),
        ("ban NEAR/5 export", False),
        ("lead:ban", False),
        (r"/\d+/", False),
    ],
)
def test_the_index_is_exact_for_whole_words_their_edges_and_the_origin(query: str, exact: bool) -> None:
    assert of(query).exact is exact


def test_a_phrase_needs_all_of_its_words_and_a_chain_all_of_its_steps() -> None:
    assert of('"joint venture" NEAR/3 sale').condition == AllOf(
        (Word("joint"), Word("venture"), Word("sale"))
    )


def test_words_of_the_headline_have_a_form_of_their_own() -> None:
    assert of("title:licen*").condition == Word("^licen", begins=True)


def test_a_concept_is_any_of_its_terms() -> None:
    found = of("@ban", ban=["ban*", "veto", "export stop*", "*verbot"])
    assert found.condition == AnyOf(
        (
            Word("ban", begins=True),
            Word("veto"),
            AllOf((Word("export"), Word("stop", begins=True))),
            Letters("verbot "),
        )
    )
    assert not found.exact


def test_a_concept_that_the_index_knows_is_asked_for_by_its_number() -> None:
    parsed = parse("@ban title:@sale", {"ban": ["ban*"], "sale": ["sale"]})
    found = sieve(parsed.tree, parsed.concepts, {"ban": 4, "sale": 5})
    assert found.condition == AllOf((Expresses(4), Expresses(5)))
    assert not found.exact  # it may express the second below the headline
    assert sieve(parse("@ban", {"ban": ["ban*"]}).tree, {"ban": ["ban*"]}, {"ban": 4}).exact


def test_a_star_behind_a_sign_is_no_word() -> None:
    assert of("@country", country=["çin'*"]).condition == Word("cin")


def test_a_regular_expression_and_the_absence_of_what_is_not_sure_say_nothing() -> None:
    assert of(r"/ban/").condition == EVERYTHING
    assert of('NOT "joint venture"').condition == EVERYTHING
    assert of(r"ban OR /x/").condition == EVERYTHING


def test_more_words_than_a_database_takes_say_nothing() -> None:
    assert of(" OR ".join(f"word{n}" for n in range(1_001))).condition == EVERYTHING
    assert isinstance(of(" OR ".join(f"word{n}" for n in range(1_000))).condition, AnyOf)
