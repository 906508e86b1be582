"""Searching the archive: index and matcher together, in order, within the time that one may wait."""

from datetime import timedelta

import pytest

from monitor.model import Topic
from monitor.pipeline.saved_searches import results, unread
from monitor.pipeline.searching import Order, read, search
from monitor.store import Store
from monitor.store.articles.desk import ALL, Cursor, DeskFilter
from monitor.store.search.candidates import Bounds
from monitor.topics.query import parse, parse_search
from tests.contract.test_store_candidates import bring
from tests.samples import NOW, article


@pytest.fixture
def filled(store: Store) -> Store:
    """Every third article has the words near each other, and all have both."""
    bring(
        store,
        *(
            article(
                n,
                title=f"Export of boats, part {n}",
                summary="The export licence is on hold."
                if n % 3 == 0
                else "Export. Nobody knows of the licence.",
                published=NOW - timedelta(hours=n),
            )
            for n in range(1, 31)
        ),
    )
    return store


def parts(store: Store, query: str, order: Order = Order.TIME, **limits: float) -> list[int]:
    parsed = parse(query, {})
    found = search(store, parsed, Bounds(), order, **limits)
    texts = read(store, parsed, found.hits)
    return [int(texts[hit.candidate.article_id].article.title.rpartition(" ")[2]) for hit in found.hits]


def test_what_the_index_is_not_sure_of_the_matcher_decides(filled: Store) -> None:
    assert parts(filled, "export SAME licence") == [n for n in range(1, 31) if n % 3 == 0]
    assert parts(filled, "licence") == list(range(1, 31))


def test_where_time_is_up_it_says_how_far_it_came_and_goes_on_from_there(filled: Store) -> None:
    query, seen, last = parse("export SAME licence", {}), [], None
    for _ in range(40):
        bounds = Bounds(older_than=Cursor(last.dated_at, last.article_id) if last else None)
        found = search(filled, query, bounds, seconds=0)
        assert found.looked <= 1
        seen += [hit.candidate.article_id for hit in found.hits]
        if found.whole:
            break
        last = found.last
    whole = search(filled, query, Bounds())
    assert whole.whole
    assert seen == [hit.candidate.article_id for hit in whole.hits]


def test_more_articles_than_are_counted_are_not_hidden(filled: Store) -> None:
    found = search(filled, parse("licence", {}), Bounds(), most=10)
    assert (len(found.hits), found.looked, found.whole) == (10, 10, False)
    assert search(filled, parse("licence", {}), Bounds(), most=30).whole


def test_it_stops_where_enough_is_found(filled: Store) -> None:
    found = search(filled, parse("export SAME licence", {}), Bounds(), enough=3)
    assert (len(found.hits), found.looked, found.whole) == (3, 9, False)


def test_the_most_relevant_come_first_and_of_equals_the_newest(filled: Store) -> None:
    bring(
        filled,
        article(99, title="Licence, part 99", summary="No licence.", published=NOW - timedelta(days=9)),
        of=2,
    )
    assert parts(filled, "licence", Order.RELEVANCE)[:3] == [99, 1, 2]


def test_an_endless_regular_expression_is_told(store: Store) -> None:
    bring(store, article(1, title="a" * 5_000 + "!"))
    found = search(store, parse(r"/(a|a)+$/", {}), Bounds())
    assert found.hits == ()
    assert "took too long" in found.problems[0]


def test_what_is_new_in_kept_searches_is_counted_for_each_reader(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.pipeline.saved_searches._SECONDS", 10.0)  # however busy the machine is
    topic = Topic("t", "T", "d", {"hold": {"en": ("on hold",)}})
    kept = {
        name: filled.searches.add(1, name, query, "", True, NOW)
        for name, query in (("all", "licence"), ("near", "export SAME licence"), ("gone", "@absent"))
    }
    mine, theirs = (unread(filled, filled.searches.of(user), [topic]) for user in (1, 2))
    assert mine[kept["all"]].count == 0
    assert theirs[kept["all"]].count == 30
    assert theirs[kept["near"]].count == 10
    assert "no concept 'absent'" in theirs[kept["gone"]].fault
    bring(filled, article(77, title="A licence, part 77"), of=2)
    assert unread(filled, filled.searches.of(1), [topic])[kept["all"]].count == 1


def test_the_newest_of_a_kept_search_are_found_however_many_may_match(filled: Store) -> None:
    filled.searches.add(1, "near", "export SAME licence", "", True, NOW)
    (kept,) = filled.searches.of(1)
    assert len(results(filled, kept, [], 4).hits) == 4


@pytest.fixture
def spoken(store: Store) -> Store:
    """An article in each of some languages."""
    told = {
        "en": "Two licences for a yard",
        "uk": "Уряд скасував заборону",
        "de": "Die Verbote bleiben",
        "nl": "Licences, zegt men",
        "es": "Armas para el sur",
    }
    found = (article(n, title=title, language=code) for n, (code, title) in enumerate(told.items(), start=1))
    bring(store, *found)
    return store


@pytest.mark.parametrize(
    ("query", "languages"),
    [
        ("licence", {"en"}),
        ("licences", {"en", "nl"}),
        ('"licence"', set()),
        ("title:licence", {"en"}),
        ("body:licence", set()),
        ("заборона", {"uk"}),
        ("verbot OR arma", {"de", "es"}),
        ("NOT licence", {"uk", "de", "nl", "es"}),
        ("licence NEAR/4 yards", {"en"}),
        ("*licenc", set()),
        ("*licence", set()),
        ("licenc*", {"en", "nl"}),
    ],
)
@pytest.mark.parametrize("many_words", [False, True])
def test_a_search_finds_the_forms_of_a_word_in_each_language(
    spoken: Store, query: str, languages: set[str], many_words: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many_words:  # the texts of the index are looked through for letters
        monkeypatch.setattr("monitor.store.search.letters._MOST", -1)
    for order in Order:
        found = search(spoken, parse_search(query, {}), Bounds(), order)
        assert {hit.candidate.language for hit in found.hits} == languages


def test_a_kept_search_and_the_lists_find_the_forms_of_a_word(spoken: Store) -> None:
    spoken.searches.add(1, "licence", "licence", "", True, NOW)
    (kept,) = spoken.searches.of(2)
    assert unread(spoken, [kept], [])[kept.number].count == 1
    assert len(spoken.desk.page(DeskFilter(ALL, words="заборона yard"), 10).lines) == 0
    assert [line.language for line in spoken.desk.page(DeskFilter(ALL, words="заборони"), 10).lines] == ["uk"]


def test_of_what_the_index_is_sure_of_no_more_is_read_than_is_enough(filled: Store) -> None:
    found = search(filled, parse("licence", {}), Bounds(), enough=3)
    assert (len(found.hits), found.looked, found.whole) == (3, 3, False)
