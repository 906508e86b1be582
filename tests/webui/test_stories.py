"""The page of a story."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import update

from monitor.model import Classified, Feed, PollOutcome, Rights
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.stories.tables import reports, stories
from monitor.store.tables import feeds
from tests.told_stories import Copy, tell
from tests.webui.joined import Joined, arrive, joined
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_desk import counted, open_client
from tests.webui.test_hostile import HOSTILE, hostile_article
from tests.webui.visits import page, post


def words(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def lines(shown: BeautifulSoup) -> list[Tag]:
    return shown.select(".report")


def story(client: FlaskClient, story_id: int, **args: object) -> BeautifulSoup:
    response = client.get(f"/stories/{story_id}", query_string=args)
    assert response.status_code == 200
    return page(response)


def test_the_head_counts_reports_texts_outlets_and_languages(reader: FlaskClient, told: Joined) -> None:
    head = story(reader, told.engines).select_one(".story-head")
    assert head.h1.text == "Vestmark freezes exports of drone engines"
    facts = [words(fact) for fact in head.select(".story-facts > div")]
    assert facts == [
        "Reports 6",
        "Texts 4",
        "Independent outlets 4",
        "Languages 3",
        "First The Harbour Gazette Thu 19 Nov 2026, 06:12 EET",
    ]
    assert [chip.text for chip in head.select(".story-topics .chip")] == ["Export bans"]


def test_the_timeline_has_one_line_a_text_under_the_readers_days(reader: FlaskClient, told: Joined) -> None:
    shown = story(reader, told.engines)
    assert [day.text for day in shown.select(".day")] == [
        "Yesterday, Thursday 19 November",
        "Today, Friday 20 November",
    ]
    found = [
        (words(line.select_one(".report-when")), line.select_one("strong").text) for line in lines(shown)
    ]
    assert found == [
        ("06:12", "The Harbour Gazette"),
        ("10:12", "Дніпровський вісник"),
        ("04:12", "Wehrkurier"),
        ("06:12", "Calibre & Keel"),
    ]


def test_copies_are_folded_under_their_original_with_the_way_to_each(
    reader: FlaskClient, told: Joined
) -> None:
    first = lines(story(reader, told.engines))[0]
    assert "original, likely: it came first, and no mark names a source" in words(
        first.select_one(".report-who")
    )
    copies = first.select_one(".carriers")
    assert words(copies.summary) == "2 others carry this text: Calibre & Keel, Norrland Press"
    assert not copies.has_attr("open")
    assert [link["href"] for link in copies.select("a[href^='/articles/']")] == [
        f"/articles/{number}" for number in told.articles[1:3]
    ]
    assert {link["rel"][0] for link in copies.select(".report-out")} == {"noopener"}


def test_a_copy_names_its_source_and_says_how_sure_that_is_and_why(reader: FlaskClient, told: Joined) -> None:
    copy = lines(story(reader, told.engines))[2]
    assert "copy of Nordwire (not held here), almost certainly: the dateline names an agency" in words(
        copy.select_one(".report-who")
    )
    assert "report-copy" in copy["class"]


def test_each_report_shows_what_it_was_the_first_to_tell(reader: FlaskClient, told: Joined) -> None:
    shown = story(reader, told.engines)
    assert [[words(fact) for fact in line.select(".fact")] for line in lines(shown)] == [
        ["sum 140 million crowns", "place Vestmark", "name Brevik Motor", "date Thursday"],
        ["number 90 двигунів", "quote Ми нічого не порушили"],
        ["name Solveig Brandt-Aune"],
        ["sum 31 million euros", "place Lorrania"],
    ]
    figures = [words(one) for one in shown.select(".story-figures li")]
    assert figures == [
        "140 million crowns The Harbour Gazette, 06:12",
        "31 million euros Calibre & Keel, 06:12",
        "90 двигунів Дніпровський вісник, 10:12",
    ]


def test_evidence_is_marked_as_far_as_the_publisher_allows(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    first = lines(story(reader, told.engines))[0]
    assert first.select_one(".report-evidence mark").text == "suspended all export licences"
    with newsroom.store.database.writing() as connection:
        connection.execute(update(feeds).values(rights=Rights.HEADLINE))
    first, other, *_ = lines(story(reader, told.engines))
    assert words(first.select_one(".report-evidence")) == "… suspended all export licences …"
    assert "quote Ми нічого не порушили" in words(other)  # a few words are no sentence


def test_coverage_is_told_in_numbers_and_drawn_beside_them(reader: FlaskClient, told: Joined) -> None:
    tables = story(reader, told.engines).select(".story-coverage table")
    outlets, languages, countries = (
        [[cell.get_text() for cell in row.select("th, .numbers")] for row in table.select("tbody tr")]
        for table in tables
    )
    assert outlets[:2] == [["Calibre & Keel", "1", "1"], ["Norrland Press", "0", "1"]]
    assert languages == [["English", "2", "2"], ["German", "0", "1"], ["Ukrainian", "1", "0"]]
    assert countries[0] == ["United Kingdom", "2", "1"]
    widths = [rect["width"] for rect in tables[0].select("tbody tr")[0].select("rect")]
    assert widths == ["100.0", "50.0"]


def test_what_came_since_the_last_look_is_marked_and_counted(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    shown = story(reader, told.engines)
    assert "You see this story for the first time." in shown.text
    assert not shown.select(".report-new")
    look(reader, told.engines, shown)
    assert "Nothing new since you last looked." in story(reader, told.engines).text
    late = arrive(newsroom, told.engines, NOW + timedelta(minutes=1))
    shown = story(reader, told.engines)
    assert words(shown.select_one(".story-seen p")) == "1 new since you last looked"
    assert [line["id"] for line in shown.select(".report-new")] == [f"r{late}"]


def look(client: FlaskClient, story_id: int, shown: BeautifulSoup) -> None:
    """What the button does, and the page's script."""
    moment = shown.select_one("[name=shown_at]")["value"]
    response = post(client, f"/stories/{story_id}/seen", shown_at=moment)
    assert (response.status_code, response.location) == (303, f"/stories/{story_id}")


def test_a_visit_counts_as_of_the_moment_its_page_was_made(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    shown = story(reader, told.engines)
    arrive(newsroom, told.engines, NOW + timedelta(seconds=1))
    look(reader, told.engines, shown)
    assert words(story(reader, told.engines).select_one(".story-seen p")) == "1 new since you last looked"


@pytest.mark.parametrize("moment", ["", "soon", "2026-11-20", "2026-11-20T06:12:00"])
def test_a_visit_at_no_moment_is_refused(
    reader: FlaskClient, newsroom: Newsroom, told: Joined, moment: str
) -> None:
    assert post(reader, f"/stories/{told.engines}/seen", shown_at=moment).status_code == 400
    assert "for the first time" in story(reader, told.engines).text


def test_a_visit_in_the_future_counts_as_now(reader: FlaskClient, newsroom: Newsroom, told: Joined) -> None:
    post(reader, f"/stories/{told.engines}/seen", shown_at="2099-01-01T00:00:00+00:00")
    arrive(newsroom, told.engines, NOW + timedelta(minutes=1))
    assert "1 new" in story(reader, told.engines).text
    assert post(reader, "/stories/999999/seen", shown_at=NOW.isoformat()).status_code == 404


def test_the_demos_visitors_who_have_no_account_share_what_they_have_seen(
    newsroom: Newsroom, told: Joined
) -> None:
    client = open_client(newsroom.store)
    assert "for the first time" in story(client, told.engines).text
    response = post(client, f"/stories/{told.engines}/seen", shown_at=NOW.isoformat())
    assert response.status_code == 303
    assert "Nothing new since you last looked" in story(open_client(newsroom.store), told.engines).text


def test_a_merged_story_leads_to_what_it_became_and_says_so(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    newsroom.store.story_edits.merge(told.engines, told.bystander, "Anna", "one event", NOW)
    response = reader.get(f"/stories/{told.bystander}")
    assert response.status_code == 303
    shown = page(reader.get(response.location))
    assert f"You asked for story {told.bystander}: it has become part of this one." in shown.text
    assert "You asked for" not in reader.get(f"/stories/{told.engines}?was={told.chapter}").text


@pytest.mark.parametrize("number", [999_999, 2**31 - 1])
def test_a_story_that_is_not_there_is_a_404_that_says_what_to_do(reader: FlaskClient, number: int) -> None:
    response = reader.get(f"/stories/{number}")
    assert response.status_code == 404
    assert {link["href"] for link in page(response).select("main a.button")} == {"/", "/ledger"}


def test_a_story_whose_articles_are_gone_is_gone(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    for feed_id in newsroom.feeds:
        newsroom.store.feeds.delete(feed_id)
    assert reader.get(f"/stories/{told.engines}").status_code == 404


def test_readers_see_no_forms_that_change_the_story(
    reader: FlaskClient, editor: FlaskClient, told: Joined
) -> None:
    assert {
        form["action"].rpartition("/")[2] for form in story(reader, told.engines).select("main form")
    } == {"seen"}
    shown = story(editor, told.engines)
    assert {form["action"].rpartition("/")[2] for form in shown.select("main form")} == {
        "act", "seen", "take", "merge", "headline",
    }  # fmt: skip
    assert len(shown.select(".pick input")) == 4


def test_an_article_leads_to_its_story_and_says_whose_text_it_is(reader: FlaskClient, told: Joined) -> None:
    place = page(reader.get(f"/articles/{told.articles[1]}")).select_one(".article-story")
    assert words(place).startswith("One of 6 reports of this story , first in The Harbour Gazette .")
    assert "Copy of The Harbour Gazette : likely, it came first" in words(place)
    assert place.a["href"] == f"/stories/{told.engines}?at={told.articles[1]}#r{told.articles[1]}"
    original = page(reader.get(f"/articles/{told.articles[0]}")).select_one(".article-story")
    assert "Copy of" not in original.text


def test_a_row_of_the_desk_leads_to_its_story(reader: FlaskClient, told: Joined) -> None:
    links = page(reader.get("/items?topic=export-bans&words=crowns")).select(".row-story")
    assert [(link.text, link["href"]) for link in links] == [
        ("6 reports, 4 outlets", f"/stories/{told.engines}")
    ]
    assert not page(reader.get("/items?words=moteurs")).select(".row-story")  # nobody else reports that


@pytest.mark.reliability(51)
def test_hostile_text_stays_text_on_the_page_of_a_story(editor: FlaskClient, newsroom: Newsroom) -> None:
    store, feed = newsroom.store, Feed("https://hostile.example/feed", HOSTILE[1])
    (feed_id,) = store.feeds.add([feed], NOW)
    (lease,) = store.feeds.claim([feed.url], NOW)
    made = tuple(Classified(hostile_article(number, text, feed), ()) for number, text in enumerate(HOSTILE))
    store.feeds.record(lease, PollOutcome(lease.polling, made))
    articles = [line.article_id for line in store.desk.page(DeskFilter(ALL, feed_id=feed_id), 50).lines]
    story_id = tell(store, articles, NOW, {articles[0]: Copy(None, HOSTILE[0])})
    with store.database.writing() as connection:
        facts = [[kind, text, text] for text in HOSTILE for kind in ("sum", "quote")]
        connection.execute(update(reports).values(told=facts, why=HOSTILE[2], placed_by=HOSTILE[3]))
        connection.execute(update(stories).values(headline=HOSTILE[4], headline_by=HOSTILE[5]))
    shown = story(editor, story_id)
    assert shown.h1.text == HOSTILE[4]
    assert {link.text for link in shown.select(".report-title > a:first-child")} == set(HOSTILE)
    assert not shown.select("svg[onload], [onerror], [onmouseover], style, base, iframe, math, main script")
    assert all(form["action"].startswith("/") for form in shown.select("form"))


def test_the_number_of_queries_does_not_grow_with_the_reports(
    editor: FlaskClient, newsroom: Newsroom
) -> None:
    told = joined(newsroom)
    editor.get("/topics")  # looks up the warnings, as the first page of each minute does
    with counted(newsroom.store) as many:
        story(editor, told.engines)
    with counted(newsroom.store) as few:
        story(editor, told.chapter)
    assert len(many) == len(few) == 31
