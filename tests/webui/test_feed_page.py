"""The page of one feed: how it does, when it is polled next and why, and what it brought."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from monitor.model import (
    Absence,
    Classified,
    Feed,
    Habits,
    Hints,
    Polling,
    PollOutcome,
    Reason,
    Redirect,
    Rhythm,
    Rights,
)
from tests.samples import article
from tests.webui.newsroom import FEEDS, ILL, NOW, PAUSED, SILENT, Newsroom
from tests.webui.visits import page, post
from webui.feeds.rhythm import HEIGHT, WIDTH, hours_of
from webui.feeds.settings import settings_of
from webui.feeds.why import reasons

FEED = Feed("https://a.example/", "A")
POLLED = Polling(NOW, last_polled_at=NOW)
MINUTE = timedelta(minutes=1)


def facts(client: FlaskClient, feed_id: int) -> dict[str, str]:
    shown = page(client.get(f"/feeds/{feed_id}"))
    return {row.dt.text: " ".join(row.dd.get_text(" ").split()) for row in shown.select(".facts > div")}


def poll(newsroom: Newsroom, place: int, *articles, **changes) -> None:
    lease = newsroom.store.feeds.claim([FEEDS[place].url], NOW)[0]
    polling = replace(lease.polling, **changes)
    newsroom.store.feeds.record(lease, PollOutcome(polling, tuple(Classified(one, ()) for one in articles)))


def rhythm(*arrivals: tuple[int, float]) -> Rhythm:
    """That of a feed with so many arrivals at these hours (UTC)."""
    counts = dict(arrivals)
    now = NOW.timestamp() / 3600
    hours = tuple(counts.get(hour, 0.0) for hour in range(24))
    return Rhythm(now - 24 * 28, now, level=sum(hours) / 2, hours=hours)


def test_each_name_in_the_list_leads_to_its_page(reader: FlaskClient, newsroom: Newsroom) -> None:
    links = [row.a["href"] for row in page(reader.get("/feeds")).select("tbody th")]
    assert set(links) == {f"/feeds/{feed_id}" for feed_id in newsroom.feeds}
    assert reader.get("/feeds/99999").status_code == 404


def test_a_page_says_how_the_feed_does(reader: FlaskClient, newsroom: Newsroom) -> None:
    ill = page(reader.get(f"/feeds/{newsroom.feeds[ILL]}"))
    assert ill.select_one(".chip").text == "ill"
    assert "failed 17 times in a row, for 3 days" in ill.text
    assert "After each failure the wait doubles, up to a day." in ill.text
    assert "No articles yet" in ill.text
    silent = page(reader.get(f"/feeds/{newsroom.feeds[SILENT]}"))
    assert silent.select_one(".chip").text == "silent"
    paused = facts(reader, newsroom.feeds[PAUSED])
    assert paused["Next poll"] == "none It is paused."


def test_readers_see_no_buttons_and_admins_do(
    reader: FlaskClient, admin: FlaskClient, newsroom: Newsroom
) -> None:
    path = f"/feeds/{newsroom.feeds[0]}"
    assert not page(reader.get(path)).select("main form, main a[href$=edit]")
    assert [button.text for button in page(admin.get(path)).select("main .page-action .button")] == [
        "Poll now", "Pause", "Edit",
    ]  # fmt: skip
    assert post(admin, f"{path}/pause").status_code == 303


def test_its_articles_are_listed_with_the_topics_they_carry(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = page(reader.get(f"/feeds/{newsroom.feeds[0]}"))
    titles = [line.text for line in shown.select(".latest h3")]
    assert 0 < len(titles) <= 15
    assert shown.select(".latest .chip")
    assert all(link["href"].startswith("/articles/") for link in shown.select(".latest h3 a"))
    brought = int(facts(reader, newsroom.feeds[0])["First to bring"].split()[0])
    assert brought == newsroom.store.feeds.counts(NOW)[newsroom.feeds[0]].total


def test_the_delay_is_that_of_articles_after_the_first_poll(reader: FlaskClient, newsroom: Newsroom) -> None:
    feed_id = newsroom.feeds[ILL]
    assert facts(reader, feed_id)["From publication to here"].startswith("not known yet")
    poll(newsroom, ILL, article(1, key="first", entry_id="1", first_seen=NOW - timedelta(days=2)))
    late = [
        article(n, key=f"k{n}", entry_id=f"e{n}", first_seen=NOW, published=NOW - minutes * MINUTE)
        for n, minutes in ((2, 4), (3, 7), (4, 300))
    ]
    poll(newsroom, ILL, *late)
    assert facts(reader, feed_id)["From publication to here"] == "3 articles; median 7 minutes"


def test_the_hours_of_its_day_are_drawn_and_told_in_figures(reader: FlaskClient, newsroom: Newsroom) -> None:
    path = f"/feeds/{newsroom.feeds[0]}"
    assert "Not known yet" in page(reader.get(path)).select_one("[aria-labelledby=rhythm]").text
    poll(newsroom, 0, habits=Habits(rhythm((5, 30), (16, 10))))
    part = page(reader.get(path)).select_one("[aria-labelledby=rhythm]")
    assert part.svg["aria-label"].endswith("the busiest hour is 07:00, with 75 %")
    assert len(part.select("svg .bar-items")) == 24
    figures = {row.td.text: row.select("td")[1].text for row in part.select("tbody tr")}
    assert (figures["07:00"], figures["18:00"], figures["00:00"]) == ("75 %", "25 %", "0 %")


@pytest.mark.parametrize(
    ("zone", "hour"), [("UTC", 5), ("Europe/Kyiv", 7), ("America/New_York", 0), ("Asia/Kolkata", 10)]
)
def test_hours_are_those_of_the_readers_zone(zone: str, hour: int) -> None:
    hours = hours_of(rhythm((5, 30)), ZoneInfo(zone), NOW)
    assert [place for place, one in enumerate(hours) if one.share == 1] == [hour]
    assert max(one.height for one in hours) == HEIGHT
    assert max(one.x for one in hours) < WIDTH
    assert hours_of(rhythm((5, 2)), ZoneInfo(zone), NOW) == []
    assert hours_of(None, ZoneInfo(zone), NOW) == []


@pytest.mark.parametrize(
    ("polling", "sentences"),
    [
        (Polling(NOW), ["It has just been added."]),
        (POLLED, ["How much it brings is not known yet, so it is polled as often as a new feed."]),
        (
            replace(POLLED, reason=Reason.RATE_LIMITED, failing_since=NOW, failures=1),
            ["The server told us to stay away until then."],
        ),
        (
            replace(
                POLLED,
                reason=Reason.GONE,
                habits=Habits(absence=Absence(Reason.GONE, NOW - timedelta(days=8))),
            ),
            ["The server has said for so long that the feed is no more that it is asked once a week."],
        ),
        (
            replace(
                POLLED,
                habits=Habits(
                    rhythm((5, 28 * 3)), Hints(timedelta(hours=2), frozenset({1, 2, 3}), frozenset({5, 6}))
                ),
            ),
            [
                "It usually brings 3 a day: polls follow the hours at which it does.",
                "Its publisher asks for 2 hours or more between polls.",
                "Its publisher asks for no polls at 01, 02 and 03 o’clock (UTC).",
                "Its publisher asks for no polls on Saturday and Sunday (UTC).",
            ],
        ),
    ],
)
def test_why_the_next_poll_is_when_it_is(polling: Polling, sentences: list[str]) -> None:
    assert reasons(FEED, polling, NOW) == sentences


def test_settings_that_differ_from_a_new_feeds_come_first() -> None:
    assert all(setting.is_default for setting in settings_of(FEED))
    changed = settings_of(replace(FEED, rights=Rights.FULL, full_text=True, country="UA"))
    assert [(setting.name, setting.is_default) for setting in changed[:3]] == [
        ("Country", False), ("Shown", False), ("Full text", False),
    ]  # fmt: skip


def test_a_watched_redirect_and_an_absence_are_told(reader: FlaskClient, newsroom: Newsroom) -> None:
    redirect = Redirect("https://new.example/rss", NOW - timedelta(days=2))
    poll(newsroom, 0, habits=Habits(redirect=redirect, absence=Absence(Reason.NOT_FOUND, NOW)))
    shown = " ".join(page(reader.get(f"/feeds/{newsroom.feeds[0]}")).text.split())
    assert "redirects for good to https://new.example/rss since Wed 18 Nov 2026" in shown
    assert "there is nothing at this address" in shown


def test_the_page_leads_to_the_ledger_and_the_desk(reader: FlaskClient, newsroom: Newsroom) -> None:
    links = [link["href"] for link in page(reader.get(f"/feeds/{newsroom.feeds[0]}")).select("main a")]
    assert any(link.startswith("/ledger?q=https://norrlandpress.example/wire.xml") for link in links)
    assert f"/items?feed={newsroom.feeds[0]}&topic=all" in links
