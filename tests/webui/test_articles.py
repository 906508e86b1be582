"""The page of an article."""

from dataclasses import replace

from flask.testing import FlaskClient

from monitor.model import Classified, Evidence, Match, PollOutcome
from tests.samples import article, feed
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page


def added(newsroom: Newsroom, *matches: Match, **changes: object) -> str:
    """The path of one more article."""
    url = f"https://more.example/{len(changes)}/{changes.get('entry_id', '')}"
    newsroom.store.feeds.add([replace(feed(1), url=url)], NOW)
    lease = newsroom.store.feeds.claim([url], NOW)[0]
    made = article(1, key=url, **changes)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, new=(Classified(made, matches),)))
    from monitor.store.desk import ALL, DeskFilter

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


def test_what_is_not_there_is_not_found(reader: FlaskClient) -> None:
    for number in ("0", "999999", "99999999999999999999", "-1", "x"):
        assert reader.get(f"/articles/{number}").status_code == 404
