"""The archive is looked through for the concepts of the desk's topics, and searched by what was found."""

import asyncio
from dataclasses import replace

from monitor.pipeline.concepts import find_concepts
from monitor.pipeline.searching import search
from monitor.store import Store
from monitor.store.search.candidates import Bounds
from monitor.topics.query import parse_search
from monitor.topics.text import glossary
from tests.contract.test_store_candidates import bring
from tests.samples import article
from tests.trial_topics import FIRES, STORMS

_TITLES = (
    "Blaze at a bakery",
    "Powder mill opens",
    "Gale at a powder mill",
    "Fire in a powder mill",
    "Nothing",
)


def places(store: Store, query: str) -> tuple[list[int], bool]:
    """Which of the titles a search finds, and whether the index alone was sure of them."""
    parsed = parse_search(query, glossary.terms(store.topics.all()))
    found = search(store, parsed, Bounds())
    texts = store.candidates.articles([hit.candidate.article_id for hit in found.hits])
    return sorted(_TITLES.index(one.title) for one in texts.values()), not any(
        hit.match for hit in found.hits
    )


def test_a_search_for_a_concept_finds_the_same_before_and_after_the_archive_was_looked_through(
    store: Store,
) -> None:
    store.topics.put([FIRES, STORMS])
    bring(store, *(article(number, title=title, summary="") for number, title in enumerate(_TITLES)))
    assert places(store, "@works") == ([1, 2, 3], False)
    asyncio.run(find_concepts(store))
    assert places(store, "@works") == ([1, 2, 3], True)
    assert places(store, "@works NOT @fire") == ([1, 2], True)
    assert places(store, "@storm NEAR/3 @works") == ([2], False)


def test_a_topic_s_edited_concept_goes_by_its_terms_until_it_was_looked_for(store: Store) -> None:
    store.topics.put([FIRES])
    bring(store, *(article(number, title=title, summary="") for number, title in enumerate(_TITLES)))
    asyncio.run(find_concepts(store))
    store.topics.put([replace(FIRES, concepts={**FIRES.concepts, "works": {"any": ("bakery",)}})])
    assert places(store, "@works")[0] == [0]
    assert places(store, "@fire") == ([0, 3], True)
    asyncio.run(find_concepts(store))
    assert places(store, "@works") == ([0], True)
