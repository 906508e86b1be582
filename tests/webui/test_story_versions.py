"""What outlets have edited of the reports of a story, on its page."""

from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import update

from monitor.articles.identity import digest
from monitor.model import Classified, PollOutcome, Rights
from monitor.store.tables import feeds
from tests.webui.joined import BYSTANDER, ENGINES, Brought, Joined
from tests.webui.newsroom import FEEDS, NOW, Newsroom, classified_of
from tests.webui.stories import Story
from tests.webui.test_desk import counted
from tests.webui.test_stories import story, words


def change(newsroom: Newsroom, one: Brought, title: str, summary: str, hours: float) -> None:
    """An outlet edits a report of a story so many hours ago."""
    feed, feed_id = FEEDS[one.feed], newsroom.feeds[one.feed]
    (lease,) = newsroom.store.feeds.claim([feed.url], NOW)
    made = classified_of(Story(feed.language, title, summary, {}), f"joined-{feed_id}-{one.hours}", NOW, NOW)
    article = replace(
        made.article,
        first_seen=NOW - timedelta(hours=hours),
        content_hash=digest(title, summary, ""),
    )
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, changed=(Classified(article, ()),)))


def test_the_latest_edit_of_each_report_is_told_word_by_word(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    first, late = ENGINES[0], ENGINES[5]
    change(newsroom, first, first.title, first.summary.replace("140", "160"), 3)
    change(newsroom, first, first.title, first.summary.replace("140", "180"), 1)
    change(newsroom, late, "Engine ban costs Brevik Motor four orders", late.summary, 0.5)
    change(newsroom, BYSTANDER[0], "Tout autre chose", BYSTANDER[0].summary, 0.5)
    newest, older = story(reader, told.engines).select("#edited details")
    assert words(newest.summary).startswith("Calibre & Keel , Fri 20 Nov 2026, 07:42 EET : Engine ban")
    assert [words(part) for part in newest.select("del, ins")] == ["three", "four"]
    assert [words(part) for part in older.select("del, ins")] == ["160", "180"]
    assert words(older.a) == f"All 2 edits : {first.title}"
    assert older.a["href"] == f"/articles/{told.articles[0]}#history-heading"


def test_an_edit_is_shown_no_further_than_the_publisher_allows(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    change(newsroom, ENGINES[0], ENGINES[0].title, "Withheld altogether.", 1)
    with newsroom.store.database.writing() as connection:
        connection.execute(update(feeds).values(rights=Rights.HEADLINE))
    shown = story(reader, told.engines).select_one("#edited")
    assert "Withheld" not in words(shown)
    assert "outside of what the publisher allows" in words(shown)


def test_the_contents_lead_to_the_parts_that_there_are(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    def contents() -> list[str]:
        shown = story(reader, told.engines)
        links = shown.select(".story-contents a")
        assert all(shown.select_one(str(link["href"])) for link in links)
        return [words(link) for link in links]

    assert contents() == ["Timeline", "Sums", "Coverage", "Chapters"]
    change(newsroom, ENGINES[0], "Another headline", ENGINES[0].summary, 1)
    assert contents()[:2] == ["Timeline", "Edits"]


def test_the_number_of_queries_does_not_grow_with_the_edits(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    reader.get("/topics")  # looks up the warnings, as the first page of each minute does
    with counted(newsroom.store) as before:
        story(reader, told.engines)
    for number, one in enumerate(ENGINES[3:]):
        change(newsroom, one, f"Headline {number}", one.summary, 1)
    with counted(newsroom.store) as after:
        story(reader, told.engines)
    assert len(before) == len(after)
