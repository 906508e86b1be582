"""What the desk warns of is seen where people look."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from monitor.model import Emptiness, Habits, PollOutcome, Reason, Role
from monitor.store import tables
from tests.webui.newsroom import FEEDS, GOOD, NOW, SILENT, Newsroom
from tests.webui.visits import page
from webui.watch import Watch

DAY = timedelta(days=1)


def record(newsroom: Newsroom, place: int, **changes) -> None:
    """Record a poll of one of the feeds that leaves it so."""
    (lease,) = newsroom.store.feeds.claim([FEEDS[place].url], NOW)
    polling = replace(lease.polling, last_polled_at=NOW, next_poll_at=NOW + DAY, **changes)
    assert newsroom.store.feeds.record(lease, PollOutcome(polling))


def test_editors_see_beside_feeds_how_many_want_a_look(client_as: Callable[[Role], FlaskClient]) -> None:
    for role, seen in ((Role.EDITOR, ["2 to look at"]), (Role.READER, [])):
        badges = page(client_as(role).get("/topics")).select(".bar-count")
        assert [badge.text for badge in badges] == seen


def test_an_empty_feed_stands_between_the_ill_and_the_silent(reader: FlaskClient, newsroom: Newsroom) -> None:
    habits = Habits(empty=Emptiness(NOW - 2 * DAY, 3), last_arrival=NOW - 3 * DAY)
    record(newsroom, 0, habits=habits)
    rows = page(reader.get("/feeds")).select("tbody tr")
    assert [row.select_one(".chip").text for row in rows][:3] == ["ill", "empty", "silent"]
    assert "Valid but empty for 2 days: it used to have items." in rows[1].text


def test_an_outage_is_one_warning_and_not_one_for_each_feed(admin: FlaskClient, newsroom: Newsroom) -> None:
    since = NOW - timedelta(minutes=5)
    for place in (*range(GOOD), SILENT):
        record(newsroom, place, reason=Reason.DNS, failing_since=since, failures=1)
    found = page(admin.get("/feeds"))
    assert "own connection seems to be down since" in found.select_one(".notice").text
    chips = [row.select_one(".chip").text for row in found.select("tbody tr")]
    assert chips == ["ill", *["cut off"] * 8, "paused"]
    assert found.select_one(".bar-count").text == "1 to look at"
    assert "own connection" in page(admin.get("/")).select_one(".notice").text


def quiet_for(newsroom: Newsroom, days: int) -> None:
    """Make the topic of export bans one of three a day that ended so many days ago."""
    newest = NOW - days * DAY
    with newsroom.store.database.writing() as connection:
        rows = connection.execute(
            tables.matches.select().where(tables.matches.c.topic == "export-bans")
        ).all()
        for number, row in enumerate(rows):
            mine = (tables.matches.c.topic == "export-bans") & (tables.matches.c.article_id == row.article_id)
            dated = newest - number * DAY
            connection.execute(update(tables.matches).where(mine).values(dated_at=dated))


def test_a_topic_gone_quiet_is_seen_on_the_desk_and_among_the_topics(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    assert "quiet" not in reader.get("/").text
    quiet_for(newsroom, 6)
    fresh = Watch()
    assert list(fresh.warnings(newsroom.store, NOW).quiet) == ["export-bans"]


def test_the_words_for_it(app: Flask, reader: FlaskClient, newsroom: Newsroom) -> None:
    quiet_for(newsroom, 6)
    words = "no article for 6 days; usually 1 a day."
    assert words in " ".join(reader.get("/").text.split())
    assert words in " ".join(reader.get("/topics").text.split())
    assert "quiet" not in reader.get("/?topic=coproduction").text


def test_warnings_are_looked_up_once_a_minute(newsroom: Newsroom) -> None:
    watch = Watch()
    first = watch.warnings(newsroom.store, NOW)
    record(newsroom, 0, reason=Reason.GONE, failing_since=NOW, failures=1)
    assert watch.warnings(newsroom.store, NOW) is first
    assert watch.look(newsroom.store, newsroom.store.feeds.all(), NOW).feeds == first.feeds + 1
    assert watch.warnings(newsroom.store, NOW).feeds == first.feeds + 1
