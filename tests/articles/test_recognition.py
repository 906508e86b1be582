"""Whether an entry is an article that is held already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.articles import recognition
from monitor.articles.recognition import Held, Name, reuses_address, reuses_name, tells_again
from monitor.articles.resemblance import alike
from monitor.model import Article, Sorted
from tests import samples
from tests.samples import NOW

DAY = timedelta(days=1)
LONG = (
    "The ministry has put all licences for thermal sensors on hold since Monday. Three firms in Brevik and Norrland "
    "say that they were told by telephone."
)
OTHER = (
    "Auditors found that the price of a field kitchen had doubled between the tender and the contract, and that "
    "nobody at the agency had asked why."
)


def article(number: int = 1, **changes: Any) -> Article:
    return samples.article(number, **{"title": "Licences for sensors on hold", "summary": LONG, **changes})


def held(*brought: Article, others: Sequence[Article] = ()) -> Held:
    """What is held after this feed has brought some articles, and other feeds others."""
    stored = dict(enumerate([*brought, *others]))
    names = {a.entry_id: Name(number, a.content_hash, a.published) for number, a in enumerate(brought)}
    ids = {stored_article.key: number for number, stored_article in stored.items()}
    return Held(names, ids, dict(enumerate(brought)))


def sort(*found: Article, before: Sequence[Article] = (), others: Sequence[Article] = ()) -> Sorted:
    return recognition.sort(found, held(*before, others=others))


def moved(before: Article, **changes: Any) -> Article:
    """The article as a feed with new ids and new links brings it."""
    return article(**{"number": 9, "published": before.published, "title": before.title, **changes})


def test_an_article_with_a_known_id_and_text_is_known() -> None:
    assert sort(article(), before=[article()]) == Sorted(known=1)


@pytest.mark.reliability(21)
def test_new_ids_at_old_addresses_are_new_names_of_old_articles() -> None:
    before = [article(1), article(2, title="Another headline", summary=OTHER)]
    renamed = tuple(replace(a, entry_id=a.entry_id.replace("entry", "https")) for a in before)
    assert sort(*renamed, before=before) == Sorted(renamed=renamed)


def test_a_new_id_and_a_new_text_at_an_old_address_is_an_edit_under_a_new_name() -> None:
    edited = article(entry_id="v2", title="Licences for sensors granted")
    assert sort(edited, before=[article()]) == Sorted(renamed=(edited,), changed=(edited,))


@pytest.mark.reliability(20)
def test_another_story_on_another_day_at_an_old_address_is_new_and_has_a_key_of_its_own() -> None:
    live = article(
        entry_id="live-2", title="Field kitchens twice as dear", summary=OTHER, published=NOW + DAY
    )
    found = sort(live, before=[article()])
    assert [a.title for a in found.new] == [live.title]
    assert found.new[0].key != article().key
    assert not found.renamed


@pytest.mark.parametrize(
    ("changes", "another"),
    [
        ({"title": "Field kitchens twice as dear", "summary": OTHER, "published": NOW + DAY}, True),
        ({"title": "Field kitchens twice as dear", "summary": OTHER}, False),  # the same moment
        ({"title": "Field kitchens twice as dear", "published": NOW + DAY}, False),  # the same text
        ({"summary": OTHER, "published": NOW + DAY}, False),  # the same title
    ],
)
def test_a_story_at_an_old_address_is_another_where_date_title_and_text_all_differ(
    changes: dict[str, Any], another: bool
) -> None:
    assert reuses_address(article(), article(**changes)) is another


@pytest.mark.reliability(20)
@pytest.mark.parametrize(
    ("changes", "another"),
    [
        ({"title": "Field kitchens twice as dear", "summary": OTHER, "url": "https://o.example/k"}, True),
        ({"title": "Field kitchens twice as dear", "summary": OTHER}, False),  # the same address
        ({"title": "Field kitchens twice as dear", "url": "https://o.example/k"}, False),  # the same text
        ({"summary": OTHER, "url": "https://o.example/k"}, False),  # the same title
        ({"title": "Sensor licences still on hold", "summary": OTHER, "url": "https://o.example/k"}, False),
    ],
)
def test_an_id_is_used_for_another_story_where_address_title_and_text_all_differ(
    changes: dict[str, Any], another: bool
) -> None:
    key = str(changes.get("url", article().key))
    assert reuses_name(article(), article(key=key, **changes)) is another


@pytest.mark.reliability(20)
def test_an_id_that_is_used_for_another_story_brings_a_new_article_and_gives_its_name_away() -> None:
    kitchens = article(
        key="https://o.example/k", url="https://o.example/k", title="Field kitchens", summary=OTHER
    )
    assert sort(kitchens, before=[article()]) == Sorted(new=(kitchens,), reused=("entry-1",))


def test_ids_that_count_places_are_names_of_whatever_stands_there() -> None:
    kitchens = article(2, title="Field kitchens twice as dear", summary=OTHER)
    down = replace(article(1), entry_id="entry-2")
    assert sort(down, before=[article(1), kitchens]) == Sorted(renamed=(down,), reused=("entry-2",))


@pytest.mark.reliability(21)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"summary": ""},  # the new system gives no text
        {"summary": LONG + " The ministry declined to comment.", "content": LONG * 3},
        {"published": NOW + 9 * DAY},  # the same text is enough
        {"published": None},
    ],
)
def test_new_ids_and_new_links_do_not_make_an_old_text_new(changes: dict[str, Any]) -> None:
    found = sort(moved(article(), **changes), before=[article()])
    assert (found.new, [a.key for a in found.renamed]) == ((), [article().key])


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Licences for sensors on hold again"},
        {"summary": OTHER},  # the same title at the same moment, of something else: notices of an agency
        {"summary": OTHER, "published": NOW + DAY},
    ],
)
def test_new_ids_and_new_links_are_new_where_anything_else_is_told(changes: dict[str, Any]) -> None:
    assert not tells_again(article(), moved(article(), **changes))


@pytest.mark.parametrize("text", ["", "What the day will bring."])
def test_a_short_piece_that_recurs_is_new_every_day(text: str) -> None:
    monday = article(title="Morning briefing", summary=text)
    tuesday = moved(monday, summary=text, published=monday.published + DAY)
    assert sort(tuesday, before=[monday]) == Sorted(new=(tuesday,))


@pytest.mark.parametrize("text", ["", "What the day will bring."])
def test_a_short_piece_of_the_same_moment_is_the_same(text: str) -> None:
    monday = article(title="Morning briefing", summary=text)
    again = moved(monday, summary=text)
    assert sort(again, before=[monday]) == Sorted(renamed=(replace(again, key=monday.key),))


def test_a_short_piece_without_a_date_is_new_under_a_new_id_and_link() -> None:
    undated = article(title="Morning briefing", summary="", published=None)
    assert sort(moved(undated, summary=""), before=[undated]).new


@pytest.mark.reliability(20)
def test_two_entries_that_stand_side_by_side_are_two_articles_whatever_they_share() -> None:
    copy = moved(article())
    assert sort(article(), copy, before=[article()]) == Sorted(new=(copy,), known=1)
    same_address = article(entry_id="other")
    assert len(sort(article(), same_address, before=[article()]).new) == 1


def test_an_article_of_another_feed_is_held_elsewhere_even_when_edited() -> None:
    theirs = article(title="Sensors: licences on hold")
    assert sort(article(), others=[theirs]) == Sorted(elsewhere=(article(),))


def test_the_same_text_a_day_later_is_a_reissue_and_an_hour_later_is_not() -> None:
    later = article(published=article().published + DAY)
    assert sort(later, before=[article()]) == Sorted(reissued=(later,))
    assert sort(article(published=article().published + DAY / 24), before=[article()]) == Sorted(known=1)
    assert sort(article(published=None), before=[article()]) == Sorted(known=1)
    undated = article(published=None)
    assert sort(article(), before=[undated]) == Sorted(known=1)


def test_a_reissue_under_a_new_id_is_both() -> None:
    later = article(entry_id="again", published=NOW + 9 * DAY)
    assert sort(later, before=[article()]) == Sorted(renamed=(later,), reissued=(later,))


def test_a_text_that_the_store_hashed_otherwise_is_no_edit() -> None:
    old_hash = replace(article(), content_hash=b"of an older release")
    assert sort(article(), before=[old_hash]) == Sorted(known=1)


@pytest.mark.reliability(2)
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-2", "latin-1", "cp1251"])
def test_a_text_that_was_misread_does_not_replace_a_good_one(encoding: str) -> None:
    good = article(title="Міністерство призупинило дозволи", summary="Жодного пояснення не було.")
    misread = {name: good.text(name).encode().decode(encoding, "replace") for name in ("title", "summary")}
    assert sort(article(**misread), before=[good]) == Sorted(known=1)
    assert sort(article(title="Міністерство призупинило доз\ufffd"), before=[good]) == Sorted(known=1)
    mended = sort(good, before=[article(**misread)])
    assert mended.changed == (good,)


def test_an_edit_in_another_script_is_an_edit() -> None:
    good = article(title="Café à Brevik", summary="")
    edited = article(title="Café à Norrland", summary="")
    assert sort(edited, before=[good]).changed == (edited,)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ministry halts licences", "Ministry halts all the licences for sensors", True),
        ("Міністерство призупинило дозволи", "Міністерство призупинило всі дозволи на датчики", True),
        ("出口许可证被暂停", "出口许可证已被暂停三个月", True),
        ("Ministry halts licences", "Field kitchens twice as dear", False),
        ("", "", False),
        ("—", "…", False),
    ],
)
def test_texts_are_alike_where_they_share_a_good_part_of_their_words(
    one: str, other: str, expected: bool
) -> None:
    assert alike(one, other) is expected
