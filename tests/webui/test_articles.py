"""The page of an article."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from monitor.model import Classified, Evidence, Match, PollOutcome, Rights
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import article, feed
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page

DAY = timedelta(days=1)


def added(newsroom: Newsroom, *matches: Match, **changes: object) -> str:
    """The path of one more article."""
    url = f"https://more.example/{len(changes)}/{changes.get('entry_id', '')}"
    newsroom.store.feeds.add([replace(feed(1), url=url)], NOW)
    lease = newsroom.store.feeds.claim([url], NOW)[0]
    made = article(1, key=url, **changes)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, new=(Classified(made, matches),)))
    lines = newsroom.store.desk.page(DeskFilter(ALL, feed_id=lease.feed_id), 1).lines
    return f"/articles/{lines[0].article_id}"


def test_the_evidence_is_marked_and_each_mark_is_explained(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = page(reader.get(f"/articles/{newsroom.articles[0]}"))
    marks = {mark["id"]: (mark.text, mark["class"]) for mark in shown.select("mark")}
    assert marks == {
        "export-bans-1": ("halts licences", ["topic-1"]),
        "export-bans-2": ("suspended all export licences", ["topic-1"]),
        "coproduction-1": ("Brevik Motor line set up abroad", ["topic-2"]),
    }
    reasons = {
        link["href"].lstrip("#"): link.find(class_="sample").text for link in shown.select(".reason li a")
    }
    assert reasons == {anchor: text for anchor, (text, _) in marks.items()}
    assert "headline" in shown.select_one(".reason small").text


def test_a_text_that_begins_with_its_summary_is_told_once(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = page(reader.get(f"/articles/{newsroom.articles[0]}")).select_one(".article-text")
    assert shown.text.count("The economics ministry has suspended") == 1


def test_the_page_names_the_feeds_that_brought_it_with_times_in_the_readers_zone(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    shown = page(reader.get(f"/articles/{newsroom.articles[0]}"))
    times = [(time.text, time["title"]) for time in shown.select("aside time")]
    assert ("Fri 20 Nov 2026, 08:11 EET", "2026-11-20T06:11:00Z") in times
    assert {link.text for link in shown.select("aside .stack-s a")} == {
        "Norrland Press",
        "The Harbour Gazette",
    }


def test_the_original_is_linked_without_telling_it_where_the_reader_came_from(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    link = page(reader.get(added(newsroom, url="https://paper.example/a?b=1&c=2"))).select_one(
        ".article-head a.button"
    )
    assert (link["href"], link["rel"]) == ("https://paper.example/a?b=1&c=2", ["noopener", "noreferrer"])


def test_an_address_that_is_not_of_the_web_is_no_link(reader: FlaskClient, newsroom: Newsroom) -> None:
    unsafe = [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "",
        "http://",
        "http://[",
        "java\nscript:x",
    ]
    for number, url in enumerate(unsafe):
        shown = page(reader.get(added(newsroom, url=url, entry_id=f"unsafe-{number}")))
        assert "no usable link" in shown.select_one(".article-head").text, url
        assert not shown.select(".article-head a.button"), url


def test_an_edited_article_says_so(reader: FlaskClient, newsroom: Newsroom) -> None:
    path = added(newsroom, entry_id="edited")
    lease = newsroom.store.feeds.claim(["https://more.example/1/edited"], NOW)[0]
    newer = article(1, key="https://more.example/1/edited", entry_id="edited", title="Another headline")
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, changed=(Classified(newer, ()),)))
    assert "Edited by the outlet" in page(reader.get(path)).select_one(".article-head").text


def edited(newsroom: Newsroom, *texts: dict[str, str], rights: Rights = Rights.FULL) -> str:
    """The path of an article that has said all this, a day apart, of a feed with these rights."""
    url = "https://more.example/feed"
    newsroom.store.feeds.add([replace(feed(1), url=url, rights=rights)], NOW)
    for number, text in enumerate(texts):
        (lease,) = newsroom.store.feeds.claim([url], NOW)
        made = Classified(article(1, entry_id="1", first_seen=NOW + number * DAY, **text), ())
        newsroom.store.feeds.record(
            lease, PollOutcome(lease.polling, **{"changed" if number else "new": (made,)})
        )
    (line,) = newsroom.store.desk.page(DeskFilter(ALL, feed_id=lease.feed_id), 1).lines
    return f"/articles/{line.article_id}"


def test_each_edit_is_shown_with_what_it_took_away_and_put_in(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    path = edited(
        newsroom,
        {"title": "Licences halted", "summary": "No reason was given. The firms wait."},
        {"title": "Licences halted", "summary": "The minister gave no reason. The firms wait."},
        {"title": "Licences granted", "summary": "The minister gave no reason. The firms wait."},
    )
    latest, first = page(reader.get(path)).select(".history details")
    assert latest.summary.text.startswith("Edited Sun 22 Nov 2026, 08:12 EET: Licences halted")
    assert [e.text.strip() for e in latest.select("del, ins")] == ["halted", "granted"]
    assert [e.text.strip() for e in first.select("del")] == ["No", "was given"]
    assert [e.text.strip() for e in first.select("ins")] == ["The minister gave no"]
    assert "The firms wait." in first.text


def test_an_article_that_was_never_edited_has_no_history(reader: FlaskClient, newsroom: Newsroom) -> None:
    assert not page(reader.get(added(newsroom))).select(".history")


@pytest.mark.reliability(51)
def test_markup_in_a_former_version_is_shown_as_it_stands(reader: FlaskClient, newsroom: Newsroom) -> None:
    path = edited(
        newsroom, {"title": "<script>alert(1)</script> one"}, {"title": "<svg/onload=alert(1)> two"}
    )
    history = page(reader.get(path)).select_one(".history")
    assert not history.select("script, svg")
    assert "<script>alert(1)</script>" in history.text


@pytest.mark.parametrize(
    ("rights", "seen", "out_of_sight"), [(Rights.FULL, True, False), (Rights.EXTRACT, False, True)]
)
def test_former_texts_are_shown_as_far_as_the_publisher_allows(
    reader: FlaskClient, newsroom: Newsroom, rights: Rights, seen: bool, out_of_sight: bool
) -> None:
    long = "The licences are on hold, as they were the day before. " * 20
    path = edited(
        newsroom, *({"summary": f"{long} {end}"} for end in ("Dragonfly.", "Hummingbird.")), rights=rights
    )
    history = page(reader.get(path)).select_one(".history").text
    assert ("Dragonfly" in history) is seen
    assert ("lies outside" in history) is out_of_sight


def test_where_only_the_headline_may_be_shown_no_former_text_is(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    path = edited(newsroom, {"summary": "Dragonfly."}, {"summary": "Hummingbird."}, rights=Rights.HEADLINE)
    shown = page(reader.get(path)).text
    assert "Dragonfly" not in shown
    assert "Hummingbird" not in shown
    assert "lies outside" in shown


def test_an_undated_article_says_so_in_words(reader: FlaskClient, newsroom: Newsroom) -> None:
    facts = page(reader.get(added(newsroom, published=None))).select_one(".article-facts").text
    assert "The feed gives no date; first seen Fri 20 Nov 2026, 08:00 EET" in " ".join(facts.split())


def test_publication_arrival_and_update_are_told_apart(reader: FlaskClient, newsroom: Newsroom) -> None:
    path = added(newsroom, published=NOW - DAY, first_seen=NOW, updated=NOW - DAY / 24)
    facts = page(reader.get(path)).select(".article-facts > div")
    told = [" ".join(fact.text.split()) for fact in facts]
    assert told[1:4] == [
        "Published Thu 19 Nov 2026, 08:12 EET",
        "First seen Fri 20 Nov 2026, 08:12 EET",
        "Updated by the outlet Fri 20 Nov 2026, 07:12 EET",
    ]


def test_a_reissued_article_says_so(reader: FlaskClient, newsroom: Newsroom) -> None:
    path = added(newsroom, entry_id="again")
    lease = newsroom.store.feeds.claim(["https://more.example/1/again"], NOW)[0]
    again = article(1, key="https://more.example/1/again", entry_id="again", first_seen=NOW + DAY)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, reissued=(again,)))
    head = page(reader.get(path)).select_one(".article-head").text
    assert "Re-issued under a later date, noticed Sat 21 Nov 2026, 08:12 EET" in head


@pytest.mark.reliability(55)
def test_a_picture_is_a_link_that_no_browser_loads_by_itself(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = page(reader.get(added(newsroom, image="https://cdn.outlet.example/p.jpg?w=9")))
    link = shown.find("a", string=re.compile("Picture at"))
    assert (link["href"], link["rel"]) == ("https://cdn.outlet.example/p.jpg?w=9", ["noopener", "noreferrer"])
    assert "Picture at cdn.outlet.example" in link.text
    assert not shown.select("img, picture, [style*=url]")


def test_the_outlets_categories_are_listed(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = page(reader.get(added(newsroom, categories=("Export", "<b>Зброя</b>"))))
    assert [entry.text for entry in shown.select(".article-categories li")] == ["Export", "<b>Зброя</b>"]


def test_an_article_without_topics_or_text_says_so(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = page(reader.get(added(newsroom, title="", summary="")))
    assert shown.select_one("h1").text == "Without a headline"
    assert "headline only" in shown.select_one(".article-text").text
    assert "none of the desk's topics" in shown.select_one("aside").text


def test_evidence_outside_the_text_breaks_nothing(reader: FlaskClient, newsroom: Newsroom) -> None:
    wild = Match(
        "export-bans", 0.5, True, (Evidence("title", 900, 950, "gone", "x"), Evidence("title", 3, 1, "", ""))
    )
    assert reader.get(added(newsroom, wild)).status_code == 200


def test_what_speaks_of_the_article_as_a_whole_names_no_part_of_it(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    whole = Match("export-bans", 0.5, True, (Evidence("title", 0, 0, "", "as a whole it reads so"),))
    shown = page(reader.get(added(newsroom, whole)))
    assert [line.text for line in shown.select(".reason li")] == ["as a whole it reads so"]
    assert not shown.select("mark")


def test_what_is_not_there_is_not_found(reader: FlaskClient) -> None:
    for number in ("0", "999999", "99999999999999999999", "-1", "x"):
        assert reader.get(f"/articles/{number}").status_code == 404
