"""What of an article a reader sees, and what the feed says beside its text."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.articles.build import from_entries
from monitor.articles.identity import text_hash
from monitor.model import Article, Entry, ParsedFeed
from tests.samples import NOW, feed

ENTRY = Entry(id="tag:1", link="https://o.example/1", title="Licences halted", summary="No reason was given.")


def build(entry: Entry) -> Article:
    (article,) = from_entries(ParsedFeed("Outlet", "https://o.example/", "", (entry,)), feed(), NOW)
    return article


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("<p>One.</p><p>Two.</p>", "One.<br>Two.", True),
        ("<p>One.</p><p>Two.</p>", "One.   Two.", True),
        (
            "More: https://o.example/a?utm_source=x",
            "More: https://o.example/a?utm_source=y&utm_medium=rss",
            True,
        ),
        ("More: https://o.example/a?id=1", "More: https://o.example/a?id=2", False),
        ('<a href="/a?s=1">One.</a>', '<a href="/a?s=2">One.</a>', True),
        ("One.", "One!", False),
    ],
)
def test_white_space_and_tracking_make_no_edit(one: str, other: str, same: bool) -> None:
    before, after = (build(replace(ENTRY, summary=summary)).content_hash for summary in (one, other))
    assert (before == after) is same


def test_a_text_is_not_the_same_in_another_place() -> None:
    assert len({text_hash("a", "b", ""), text_hash("a b", "", ""), text_hash("a", "", "b")}) == 3


def test_categories_are_clean_lines_each_once() -> None:
    given = ("Export", " <b>export</b> ", "", "\n", "Naval\nnews", "x" * 200)
    categories = build(replace(ENTRY, categories=given)).categories
    assert categories[:2] == ("Export", "Naval news")
    assert len(categories) == 3
    assert len(categories[2]) <= 80


def test_of_many_categories_twenty_are_kept() -> None:
    assert len(build(replace(ENTRY, categories=tuple(f"c{n}" for n in range(50)))).categories) == 20


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://o.example/p.jpg", "https://o.example/p.jpg"),
        ("HTTPS://o.example/p.jpg?w=1", "https://o.example/p.jpg?w=1"),
        ("//cdn.example/p.jpg", "https://cdn.example/p.jpg"),
        ("http://o.example/p.jpg", "http://o.example/p.jpg"),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,AAAA", ""),
        ("/p.jpg", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_a_picture_has_an_address_of_the_web_or_none(given: str, kept: str) -> None:
    assert build(replace(ENTRY, image=given)).image == kept


@pytest.mark.reliability(61)
@pytest.mark.parametrize("wrong", [timedelta(days=-20_000), timedelta(days=40_000), None])
def test_an_entry_with_no_date_that_can_be_true_is_undated_and_stands_at_its_arrival(
    wrong: timedelta | None,
) -> None:
    article = build(replace(ENTRY, published=wrong and NOW + wrong, updated=wrong and NOW + wrong))
    assert (article.published, article.updated, article.dated_at) == (None, None, NOW)


@pytest.mark.reliability(62)
def test_an_entry_from_the_near_future_keeps_its_date_and_stands_at_its_arrival() -> None:
    article = build(replace(ENTRY, published=NOW + timedelta(hours=2)))
    assert (article.published, article.dated_at) == (NOW + timedelta(hours=2), NOW)


def test_an_update_is_kept_apart_from_the_publication() -> None:
    day = timedelta(days=1)
    article = build(replace(ENTRY, published=NOW - 2 * day, updated=NOW - day))
    assert (article.published, article.updated) == (NOW - 2 * day, NOW - day)
    assert build(replace(ENTRY, published=NOW - day, updated=NOW - day)).updated is None


def test_an_entry_with_content_only_has_its_beginning_for_a_title() -> None:
    article = build(Entry(id="1", link="", title="", summary="", content="<p>All of it stands here.</p>"))
    assert (article.title, article.content) == ("All of it stands here.", "All of it stands here.")
