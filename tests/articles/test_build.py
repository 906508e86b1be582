"""Entries become articles with an identity that holds from poll to poll."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.articles.build import from_entries
from monitor.model import Entry, ParsedFeed
from tests.samples import NOW, feed

ENTRY = Entry(
    id="tag:1", link="https://o.example/1?utm_source=rss", title="A <i>title</i>", summary="<p>Sum.</p>"
)


def build(*entries: Entry, language: str = ""):
    return from_entries(ParsedFeed("Outlet", "https://o.example/", language, entries), feed(), NOW)


def test_an_entry_becomes_an_article() -> None:
    (article,) = build(replace(ENTRY, author=" A.\nWriter ", content="<p>Long</p><p>text</p>"))
    assert (article.title, article.summary, article.content) == ("A title", "Sum.", "Long\ntext")
    assert article.author == "A. Writer"
    assert article.entry_id == "tag:1"
    assert article.key == "https://o.example/1"
    assert article.url == ENTRY.link


def test_the_same_page_in_two_feeds_has_one_key() -> None:
    (here,) = build(ENTRY)
    (there,) = build(replace(ENTRY, id="other", link="https://o.example/1"))
    assert here.key == there.key


def test_entries_that_share_a_link_are_told_apart_by_their_ids() -> None:
    first, second = build(replace(ENTRY, id="a"), replace(ENTRY, id="b"))
    assert first.key != second.key


def test_a_link_to_the_front_page_names_no_article() -> None:
    fed = replace(feed(), site="https://o.example/")
    parsed = ParsedFeed("Outlet", "", "", (replace(ENTRY, link="https://o.example/"),))
    (article,) = from_entries(parsed, fed, NOW)
    assert article.key == f"{fed.url}#tag:1"


def test_of_entries_with_one_id_the_first_counts() -> None:
    assert [a.title for a in build(ENTRY, replace(ENTRY, title="Again"))] == ["A title"]


def test_an_entry_without_id_goes_by_its_link_and_without_link_by_what_it_says() -> None:
    no_id, neither = build(replace(ENTRY, id=""), replace(ENTRY, id="", link="", title="Other"))
    assert no_id.entry_id == ENTRY.link
    again = build(replace(ENTRY, id="", link="", title="Other"))[0]
    assert (
        neither.entry_id == again.entry_id != build(replace(ENTRY, id="", link="", title="Third"))[0].entry_id
    )


def test_very_long_ids_are_kept_as_a_hash() -> None:
    (article,) = build(replace(ENTRY, id="x" * 1_000_000))
    assert len(article.entry_id) < 100


def test_an_entry_that_says_nothing_is_left_out_and_one_without_title_takes_its_summary() -> None:
    assert build(replace(ENTRY, title="", summary="")) == []
    assert build(replace(ENTRY, title=""))[0].title == "Sum."


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        (NOW - timedelta(days=1), True),
        (NOW + timedelta(hours=2), True),
        (NOW + timedelta(days=2), False),
        (NOW - timedelta(days=20 * 365), False),
        (None, False),
    ],
)
def test_dates_that_cannot_be_true_are_dropped(published, kept: bool) -> None:
    (article,) = build(replace(ENTRY, published=published))
    assert (article.published == published) is (kept or published is None)
    assert article.dated_at <= NOW


def test_an_edit_changes_the_content_hash_and_tracking_parameters_do_not() -> None:
    (before,) = build(ENTRY)
    (moved,) = build(replace(ENTRY, link="https://o.example/1?utm_source=other"))
    (edited,) = build(replace(ENTRY, summary="Another sum."))
    assert before.content_hash == moved.content_hash != edited.content_hash


def test_a_repeated_text_is_kept_once_and_a_full_text_in_place_of_the_summary_is_content() -> None:
    (article,) = build(replace(ENTRY, summary="Same", content="<p>Same</p>"))
    assert (article.summary, article.content) == ("Same", "")
    (article,) = build(replace(ENTRY, summary="word " * 2000))
    assert len(article.summary) <= 4001
    assert len(article.content) > 9000


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        ("Міністерство оборони призупинило видачу ліцензій на експорт датчиків", "en", "uk"),
        ("Das Ministerium hat die Genehmigungen für Sensoren ausgesetzt", "", "de"),
        ("Short", "fr-FR", "fr"),
        ("Short", "", ""),
        ("…", "no such language", ""),
    ],
)
def test_the_text_outweighs_what_the_feed_says_of_its_language(text: str, told: str, language: str) -> None:
    (article,) = build(replace(ENTRY, title=text, summary=""), language=told)
    assert article.language == language
