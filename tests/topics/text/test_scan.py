"""An article read at one go, held against its sentences read by themselves."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.topics.learning.exemplar import as_article
from monitor.topics.text.fold import fold
from monitor.topics.text.scan import scan
from monitor.topics.text.words import stem, words

PIECES = [
    "joint",
    "venture",
    "u.s.",
    "army",
    "51%",
    "of",
    "licences",
    "l'export",
    "d''armes",
    "'s",
    "-",
    "\0",
    ". The",
    "\n",
    "under licence",
    "Київ",
]
TEXT = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(title=TEXT, content=TEXT)
def test_each_sentence_has_the_words_and_names_the_concepts_that_it_has_alone(model, title, content):
    found = scan(replace(as_article(title, ""), content=content), model.finder)
    for place, sentence in enumerate(found.sentences):
        folded = fold(sentence.text.replace("\0", "\1"))
        alone = model.finder.find(folded)
        assert tuple(found.hits(place)) == alone.hits
        assert list(found.said[place].terms) == [(hit.concept, hit.term) for hit in alone.hits]
        assert list(found.said[place].nations) == [hit.concept for hit in alone.nations]
        assert found.stems(place) == tuple(stem(word.form) for word in words(folded))


def test_no_phrase_is_met_across_two_sentences(model):
    apart = scan(as_article("", "A joint\nventure"), model.finder)
    beside = scan(as_article("", "A joint venture"), model.finder)
    assert "venture" not in {term for _, term in apart.said[0].terms}
    assert len(apart.sentences) == 2
    assert any(" " in term for _, term in beside.said[0].terms)
    assert not any(" " in term for place in (0, 1) for _, term in apart.said[place].terms)
