"""Which articles express which concepts, the same on every database."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from monitor.model import Classified
from monitor.store import Store
from monitor.store.search.candidates import Bounds
from monitor.store.search.tables import article_concepts
from monitor.topics.query import parse
from monitor.topics.query.sieve import sieve
from tests.contract.test_store_candidates import bring
from tests.samples import NOW, article, feed, match, outcome

BAN, SALE = ["ban*", "export stop*"], ["sale", "sold"]


def known(store: Store, terms: list[str]) -> bool:
    return bool(store.concepts.known({"it": terms}))


def look_through(store: Store) -> None:
    while store.concepts.look_through(2):
        pass


def expressing(store: Store, terms: list[str]) -> list[str]:
    """The headlines of the articles that express a concept, by what the store has found."""
    look_through(store)
    numbers = store.concepts.known({"it": terms})
    assert numbers
    sifted = sieve(parse("@it", {"it": terms}).tree, {"it": terms}, numbers)
    assert sifted.exact
    return titles(
        store, [one.article_id for one in store.candidates.find(sifted.condition, {}, Bounds(), 99)]
    )


def titles(store: Store, numbers: list[int]) -> list[str]:
    texts = store.candidates.articles(numbers)
    return [texts[number].title for number in numbers]


def test_the_archive_is_looked_through_from_its_latest_articles_on(store: Store) -> None:
    bring(store, *(article(n, title=f"Ban {n}" if n % 2 else f"Bun {n}") for n in range(1, 10)))
    store.concepts.go_by([BAN])
    assert not known(store, BAN)
    assert store.concepts.look_through(4)
    with store.database.reading() as connection:
        some = list(connection.scalars(select(article_concepts.c.article_id)))
    assert sorted(titles(store, some)) == ["Ban 7", "Ban 9"]
    bring(store, article(11, title="Ban 11"), of=2)
    assert not known(store, BAN)
    assert expressing(store, BAN) == [f"Ban {n}" for n in (1, 3, 5, 7, 9, 11)]
    assert not store.concepts.look_through(4)


def test_a_phrase_is_expressed_where_its_words_stand_together(store: Store) -> None:
    store.concepts.go_by([BAN])
    bring(
        store, article(1, title="Export-Stop verlängert"), article(2, title="Export of boats", summary="Stop")
    )
    assert expressing(store, BAN) == ["Export-Stop verlängert"]


def test_an_edited_concept_is_another_and_the_former_is_gone(store: Store) -> None:
    bring(store, article(1, title="Ban"), article(2, title="Sold"), article(3, title="Embargo"))
    store.concepts.go_by([BAN, SALE])
    look_through(store)
    edited = [*BAN, "embargo"]
    store.concepts.go_by([edited, SALE])
    assert not known(store, BAN)
    assert not known(store, edited)
    assert known(store, SALE)
    assert expressing(store, edited) == ["Ban", "Embargo"]
    assert known(store, edited[::-1])
    store.concepts.go_by([])
    with store.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(article_concepts)) == 0


def test_an_edited_article_expresses_what_it_says_now(store: Store) -> None:
    store.concepts.go_by([BAN, SALE])
    first = article(1, title="Ban on boats")
    bring(store, first)
    (lease,) = store.feeds.claim([feed(1).url], NOW + timedelta(hours=1))
    edited = replace(first, title="Boats sold", content_hash=b"other")
    assert store.feeds.record(lease, replace(outcome(lease), changed=(Classified(edited, (match(),)),)))
    assert expressing(store, BAN) == []
    assert expressing(store, SALE) == ["Boats sold"]
    store.feeds.delete(store.feeds.all()[0].id)
    assert expressing(store, SALE) == []


def test_without_articles_and_without_concepts_there_is_nothing_to_look_through(store: Store) -> None:
    store.concepts.go_by([])
    bring(store, article(1))
    assert not store.concepts.look_through(9)
    assert store.concepts.known({}) == {}


def test_words_and_concepts_are_found_together(store: Store) -> None:
    store.concepts.go_by([BAN, SALE])
    bring(
        store,
        article(1, title="Ban on a sale of boats"),
        article(2, title="Ban on boats"),
        article(3, title="Sale of boats, no ban on it", language="de"),
    )
    look_through(store)
    terms = {"ban": BAN, "sale": SALE}
    numbers = store.concepts.known(terms)
    for query, expected in (
        ("@ban @sale", {1, 3}),
        ("@ban NOT @sale", {2}),
        ("boats @sale title:a", {1}),
        ("lang:de @ban", {3}),
        ("@sale OR title:on", {1, 2, 3}),
    ):
        sifted = sieve(parse(query, terms).tree, terms, numbers)
        assert sifted.exact
        found = store.candidates.find(sifted.condition, store.feeds.circumstances(), Bounds(), 9)
        assert {
            int(store.candidates.articles([one.article_id])[one.article_id].key[-1]) for one in found
        } == expected
