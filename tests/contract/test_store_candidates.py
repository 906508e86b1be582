"""What the index of words finds, the same on every database: never less than the matcher."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from monitor.model import Article, Circumstances, Classified
from monitor.store import Store
from monitor.store.articles.desk import Cursor, DeskFilter
from monitor.store.search.candidates import Bounds
from monitor.topics.query import ArticleText, Query, parse
from monitor.topics.query.sieve import EVERYTHING, sieve
from monitor.topics.query.tree import Node
from tests.samples import NOW, article, feed, match, outcome
from tests.topics.query import strategies
from tests.topics.query.strategies import CONCEPTS

_TERMS = {name: tuple(terms) for name, terms in CONCEPTS.items()}
_WEAPON, _BAN = CONCEPTS["weapon"], CONCEPTS["ban-on"]


def bring(store: Store, *found: Article, of: int = 1, **about: str) -> None:
    store.feeds.add([feed(of, **about)], NOW)
    (lease,) = store.feeds.claim([feed(of).url], NOW)
    assert store.feeds.record(lease, outcome(lease, *found))


def found(store: Store, query: str, **bounds: object) -> list[str]:
    """The headlines of what the index finds for a query that it answers alone."""
    tree = parse(query, {}).tree
    sifted = sieve(tree, {})
    assert sifted.exact
    candidates = store.candidates.find(sifted.condition, store.feeds.circumstances(), Bounds(**bounds), 100)
    texts = store.candidates.articles([one.article_id for one in candidates])
    return [texts[one.article_id].title for one in candidates]


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with articles of many kinds, drawn once; it knew one concept before, and the other came later."""
    store.concepts.go_by([_WEAPON])
    drawn: list[ArticleText] = []

    @settings(max_examples=60, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(strategies.texts)
    def draw(text: ArticleText) -> None:
        drawn.append(text)

    draw()
    by_origin: dict[Circumstances, list[Article]] = {}
    for number, text in enumerate(drawn):
        origin = text.article.circumstances
        made = replace(text.article, key=f"k{number}", entry_id=f"e{number}", language=origin.language)
        by_origin.setdefault(origin, []).append(made)
    for number, (origin, brought) in enumerate(by_origin.items(), start=1):
        about = {"language": origin.language, "country": origin.country, "kind": origin.kind}
        bring(store, *brought, of=number, name=origin.outlet, **about)
    store.concepts.go_by([_WEAPON, _BAN])
    while store.concepts.look_through(7):
        pass
    return store


def test_index_and_matcher_find_what_the_matcher_finds_in_all_articles(filled: Store) -> None:
    feeds = filled.feeds.circumstances()
    everything = filled.candidates.find(EVERYTHING, feeds, Bounds(), 1_000)
    texts = {
        number: ArticleText(one)
        for number, one in filled.candidates.articles([one.article_id for one in everything]).items()
    }
    assert len(texts) > 40
    known = filled.concepts.known(_TERMS)
    assert known.keys() == _TERMS.keys()
    met = 0

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(strategies.queries)
    def check(tree: Node) -> None:
        nonlocal met
        query = Query("", tree, _TERMS)
        matched = {number for number, text in texts.items() if query.match(text).matched}
        for sifted in (sieve(tree, _TERMS), sieve(tree, _TERMS, known)):
            some = filled.candidates.find(sifted.condition, feeds, Bounds(), 1_000)
            passed = {one.article_id for one in some}
            assert matched <= passed
            if sifted.exact:
                assert matched == passed
        met += bool(matched)

    check()
    assert met > 20


def test_letters_are_folded_alike_on_every_database(store: Store) -> None:
    bring(
        store,
        article(1, title="Łódź buduje okręty", published=NOW),
        article(2, title="Ёлка и Миг-31", published=NOW - timedelta(hours=1)),
        article(3, title="ПЕРЕОЗБРОЄННЯ snake_case 3d", published=NOW - timedelta(hours=2)),
    )
    for query, expected in (
        ("lodz", 0),
        ("title:okrety", 0),
        ("елка", 1),
        ("миг 31", 1),
        ("переозброєння", 2),
        ("snake_case", 2),
        ("*case", 2),
        ("3d", 2),
    ):
        title = ("Łódź buduje okręty", "Ёлка и Миг-31", "ПЕРЕОЗБРОЄННЯ snake_case 3d")[expected]
        assert found(store, query) == [title], query
    assert found(store, "snake") == []
    assert found(store, "lod") == []


@pytest.mark.parametrize(
    "text", ["'", '"', "a' OR 1=1 --", "\\", "{{7*7}}", "^", "NEAR(", "\x00a", "𝒳" * 600, "w" * 5_000]
)
def test_no_text_breaks_the_index(store: Store, text: str) -> None:
    cleaned = text.replace("\x00", "")  # no feed brings it: the parser takes it out
    bring(store, article(1, title=f"{cleaned} harbour", summary=cleaned))
    assert found(store, "harbour") == [f"{cleaned} harbour"]
    store.desk.page(DeskFilter(words=text), 5)  # the same index answers the desk's words


def test_a_concept_whose_term_ends_in_a_sign_and_a_star_is_found(store: Store) -> None:
    bring(store, article(1, title="Çin'in yeni gemisi"), article(2, title="Berlin"))
    condition = sieve(parse("@country", {"country": ["çin'*"]}).tree, {"country": ["çin'*"]}).condition
    assert len(store.candidates.find(condition, {}, Bounds(), 9)) == 1


def test_an_edited_article_is_found_by_its_new_words_and_no_longer_by_the_old(store: Store) -> None:
    first = article(1, title="Frigate delayed")
    bring(store, first)
    (lease,) = store.feeds.claim([feed(1).url], NOW + timedelta(hours=1))
    edited = replace(first, title="Frigate cancelled", content_hash=b"other")
    assert store.feeds.record(lease, replace(outcome(lease), changed=(Classified(edited, (match(),)),)))
    assert found(store, "cancelled") == ["Frigate cancelled"]
    assert found(store, "delayed") == []


def test_what_is_deleted_is_found_no_more(store: Store) -> None:
    bring(store, article(1, title="Frigate delayed"))
    store.feeds.delete(store.feeds.all()[0].id)
    assert found(store, "frigate") == []


def test_bounds_narrow_what_is_found(store: Store) -> None:
    bring(store, *(article(n, title=f"Ban {n}", published=NOW - timedelta(hours=n)) for n in range(1, 6)))
    assert found(store, "ban", since=NOW - timedelta(hours=2)) == ["Ban 1", "Ban 2"]
    assert found(store, "ban", until=NOW - timedelta(hours=3)) == ["Ban 4", "Ban 5"]
    assert found(store, "ban", topic="export-bans") == [f"Ban {n}" for n in range(1, 6)]
    assert found(store, "ban", topic="coproduction") == []
    newest = store.candidates.find(EVERYTHING, {}, Bounds(), 1)[0]
    behind = Cursor(newest.dated_at, newest.article_id)
    assert found(store, "ban", older_than=behind) == [f"Ban {n}" for n in range(2, 6)]
    last = max(one.article_id for one in store.candidates.find(EVERYTHING, {}, Bounds(), 9))
    assert len(found(store, "ban", above=last - 2)) == 2


def test_topics_are_counted(store: Store) -> None:
    bring(store, *(article(n) for n in range(3)))
    numbers = [one.article_id for one in store.candidates.find(EVERYTHING, {}, Bounds(), 9)]
    assert store.candidates.count_topics(numbers[:2]) == {"export-bans": 2}
    assert store.candidates.count_topics([]) == {}


def test_what_has_one_of_very_many_words_is_found_beyond_the_newest_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing twice and nothing lost, though several are of the moment at which the newest end."""
    monkeypatch.setattr("monitor.store.search.candidates._NEWEST", 4)
    words = [f"word{number}" for number in range(60)]
    hours = (0, 9, 3, 3, 3, 1, 5, 7)  # the order in which they came is not that of their dates
    bring(
        store,
        *(
            article(number, title=f"{words[number]} {hour}", published=NOW - timedelta(hours=hour))
            for number, hour in enumerate(hours)
        ),
    )
    many = found(store, " OR ".join(words))
    assert [title.split()[1] for title in many] == ["0", "1", "3", "3", "3", "5", "7", "9"]
    assert len(set(many)) == len(hours)
    since = NOW - timedelta(hours=4)
    assert found(store, " OR ".join(words), since=since) == many[:5]
    assert found(store, f"({' OR '.join(words)}) word1") == ["word1 9"]
