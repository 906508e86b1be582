"""The list of articles."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import event

from monitor.model import Classified, Evidence, Feed, Match, PollOutcome, Role
from monitor.settings import Settings
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import article
from tests.webui.newsroom import FEEDS, NOW, TOPICS, Newsroom, fill
from tests.webui.visits import page
from webui import create_app


def headlines(shown: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in shown.select(".row-headline a")]


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The SELECTs that run inside the block."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(store.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.database.engine, "before_cursor_execute", note)


def open_client(store: Store) -> FlaskClient:
    return create_app(store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True).test_client()


def test_the_page_is_called_what_the_desk_calls_it(reader: FlaskClient) -> None:
    link = page(reader.get("/")).select_one(".side a[href^='/items']")
    shown = page(reader.get("/items"))
    assert link.text.strip() == shown.h1.text == shown.title.text.partition(" · ")[0] == "All items"


def test_a_row_shows_when_where_what_and_why(reader: FlaskClient) -> None:
    row = page(reader.get("/items")).select_one(".row")
    assert row.select_one(".row-time").text.strip() == "08:10"
    assert row.select_one(".row-outlet").text == "Norrland Press"
    assert (
        row.select_one(".row-headline").text
        == "Vestmark halts licences for drone engines over transfer fears"
    )
    assert [mark.text for mark in row.select(".row-headline mark")] == ["halts licences"]
    assert [mark.text for mark in row.select(".row-evidence mark")] == [
        "suspended all export licences",
        "Brevik Motor line set up abroad",
    ]
    assert [chip.text for chip in row.select(".chip")] == ["Export bans 0.97", "Coproduction 0.71"]


@pytest.mark.parametrize(
    ("summary", "content", "shown"),
    [
        ("", "Quiet. The ministry halts licences.", "The ministry halts licences."),
        ("A quiet day.", "Quiet. " * 200 + "The ministry halts licences.", "… halts licences …"),
    ],
)
def test_evidence_in_the_text_is_shown_in_the_row_too(
    reader: FlaskClient, newsroom: Newsroom, summary: str, content: str, shown: str
) -> None:
    (feed_id,) = newsroom.store.feeds.add([Feed("https://deep.example/feed", "Deep")], NOW)
    lease = newsroom.store.feeds.claim(["https://deep.example/feed"], NOW)[0]
    start = content.index("halts licences")
    match = Match("export-bans", 0.9, True, (Evidence("content", start, start + 14, "halts licences", "x"),))
    deep = article(1, key="deep", summary=summary, content=content)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, (Classified(deep, (match,)),)))
    evidence = page(reader.get(f"/items?feed={feed_id}")).select_one(".row-evidence")
    assert evidence.text == shown
    assert evidence.mark.text == "halts licences"


def test_matches_are_listed_newest_first_and_unmatched_items_on_demand(reader: FlaskClient) -> None:
    matched = headlines(page(reader.get("/items")))
    everything = headlines(page(reader.get("/items?topic=all")))
    assert "Navy takes over third minesweeper after sea trials" not in matched
    assert "Navy takes over third minesweeper after sea trials" in everything
    times = [time["datetime"] for time in page(reader.get("/items?topic=all")).select(".row-time time")]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("topic=coproduction", DeskFilter("coproduction")),
        ("language=uk", DeskFilter(language="uk")),
        ("words=kickbacks+trial", DeskFilter(words="kickbacks trial")),
        ("topic=all&words=minesweeper", DeskFilter(ALL, words="minesweeper")),
        (
            "topic=export-bans&language=en&words=licences",
            DeskFilter("export-bans", language="en", words="licences"),
        ),
    ],
)
def test_each_filter_narrows_the_list(
    reader: FlaskClient, newsroom: Newsroom, query: str, wanted: DeskFilter
) -> None:
    expected = [line.title for line in newsroom.store.desk.page(wanted, 50).lines]
    assert 0 < len(expected) < 50
    assert headlines(page(reader.get(f"/items?{query}"))) == expected


def test_a_feed_shows_its_copies_too(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = headlines(page(reader.get(f"/items?feed={newsroom.feeds[1]}")))
    assert shown[0].startswith("Vestmark halts licences")


def test_a_day_lasts_from_midnight_to_midnight_of_the_reader(reader: FlaskClient, newsroom: Newsroom) -> None:
    lines = newsroom.store.desk.page(DeskFilter(ALL), 500).lines
    midnight = datetime(2026, 11, 19, 22, tzinfo=UTC)  # in Kyiv
    expected = [line.title for line in lines if line.dated_at >= midnight]
    between = [line for line in lines if midnight <= line.dated_at < midnight + timedelta(hours=2)]
    assert between, "nothing to tell Kyiv's midnight from UTC's"
    assert headlines(page(reader.get("/items?topic=all&day=2026-11-20"))) == expected


def test_what_the_address_asks_for_is_what_the_form_shows(reader: FlaskClient, newsroom: Newsroom) -> None:
    shown = page(
        reader.get(
            f"/items?topic=coproduction&feed={newsroom.feeds[0]}&language=en&day=2026-11-20&words=boats"
        )
    )
    chosen = {
        select["name"]: select.select_one("option[selected]")["value"] for select in shown.select("select")
    }
    assert chosen == {"topic": "coproduction", "feed": str(newsroom.feeds[0]), "language": "en"}
    assert shown.select_one("#day")["value"] == "2026-11-20"
    assert shown.select_one("#words")["value"] == "boats"
    assert shown.select_one("details").has_attr("open")


def test_pages_lead_through_the_whole_list_and_back(reader: FlaskClient, newsroom: Newsroom) -> None:
    address, seen, addresses = "/items?topic=all", [], []
    while address:
        addresses.append(address)
        shown = page(reader.get(address))
        seen += headlines(shown)
        link = shown.select_one('a[rel="next"]')
        address = link["href"] if link else ""
    assert len(addresses) > 1
    assert seen == [line.title for line in newsroom.store.desk.page(DeskFilter(ALL), 500).lines]
    back = page(reader.get(page(reader.get(addresses[-1])).select_one('a[rel="prev"]')["href"]))
    assert headlines(back) == headlines(page(reader.get(addresses[-2])))
    assert "topic=all" in back.select_one('a[rel="next"]')["href"]


def test_paging_keeps_the_filters_and_filtering_begins_at_page_one(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    third = newsroom.store.desk.page(DeskFilter(language="en"), 3).older
    shown = page(reader.get(f"/items?language=en&older={third}"))
    newer = shown.select_one('a[rel="prev"]')["href"]
    assert "language=en" in newer
    assert len(headlines(page(reader.get(newer)))) == 3
    links = [link["href"] for link in shown.select(".side li a")]
    assert all("language=en" in link and "older" not in link for link in links)


@pytest.mark.parametrize(
    "query",
    [
        "topic=nonsense", "feed=999999", "feed=-1", "feed=1e9", "feed=99999999999999999999", "language=xx",
        "day=2026-13-45", "day=0001-01-01", "day=9999-12-31", "older=%00", "older=AAAA", "newer=!!!",
        "older=MTc5NTE1NTAwMC4wMDAwMDB8OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "older=bmFufDE",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_named_and_left_out(reader: FlaskClient, query: str) -> None:
    response = reader.get(f"/items?{query}")
    assert response.status_code == 200
    assert query.partition("=")[0] in page(response).select_one(".notice-warn").text
    assert headlines(page(response)) == headlines(page(reader.get("/items")))


@pytest.mark.parametrize("words", ['"', "* OR", "NEAR(a b)", "' OR 1=1 --", "a" * 5000, "{{7*7}}", "слова:"])
def test_any_words_can_be_searched_for(reader: FlaskClient, words: str) -> None:
    response = reader.get("/items", query_string={"words": words})
    assert response.status_code == 200
    assert page(response).select_one("#words")["value"] == words.strip()[:200]


def test_counts_by_topic_lead_to_the_topic(reader: FlaskClient, newsroom: Newsroom) -> None:
    link = page(reader.get("/items?language=en")).select(".side li a")[1]
    day, week = (newsroom.store.desk.counts_by_topic(NOW - timedelta(days=days)) for days in (1, 7))
    name, last_day, last_week = (span.text.split()[-1] for span in link.select(":scope > span"))
    assert (name, int(last_day), int(last_week)) == ("bans", day["export-bans"], week["export-bans"])
    assert "topic=export-bans" in link["href"]


def test_the_number_of_queries_does_not_grow_with_the_rows(reader: FlaskClient, newsroom: Newsroom) -> None:
    reader.get("/topics")  # looks up the warnings, as the first page of each minute does
    with counted(newsroom.store) as many:
        assert len(headlines(page(reader.get("/items?topic=all")))) == 50
    with counted(newsroom.store) as few:
        assert len(headlines(page(reader.get("/items?words=minesweeper&topic=all")))) == 2
    assert len(many) == len(few) == 9


def test_every_page_has_a_fixed_number_of_queries(admin: FlaskClient, newsroom: Newsroom) -> None:
    article = f"/articles/{newsroom.articles[0]}"
    expected = {"/feeds": 4, "/ledger": 2, "/topics": 4, "/outbox": 3, "/people": 2, article: 12}
    for path, number in expected.items():
        with counted(newsroom.store) as statements:
            assert admin.get(path).status_code == 200
        assert (path, len(statements)) == (path, number)


def test_an_empty_desk_says_what_to_do_next(sqlite_store: Store) -> None:
    client = open_client(sqlite_store)
    assert page(client.get("/items")).select_one(".empty a")["href"] == "/feeds/new"
    sqlite_store.feeds.add([Feed("https://a.example/feed", "A")], NOW)
    assert "Polling has just started" in client.get("/items").text
    lease = sqlite_store.feeds.claim_due(NOW, 1)[0]
    polled = replace(lease.polling, last_polled_at=NOW, last_good_at=NOW)
    sqlite_store.feeds.record(lease, PollOutcome(polled))
    assert "No matches yet" in client.get("/items").text
    assert "No articles yet" in client.get("/items?topic=all").text
    cleared = page(client.get("/items?words=zebra")).select_one(".empty a")
    assert (cleared.text, cleared["href"]) == ("Clear the filters", "/items")


def test_a_reader_is_not_offered_what_only_admins_may(reader: FlaskClient) -> None:
    shown = page(reader.get("/feeds"))
    assert not shown.select("form[action*='/feeds/']")
    assert not shown.select("a[href$='/edit'], a[href='/feeds/new'], a[href='/outbox'], a[href='/people']")
    assert Role.ADMIN not in shown.select_one("header").text


def test_the_newsroom_is_what_the_tests_take_it_for(sqlite_store: Store) -> None:
    newsroom = fill(sqlite_store)
    assert len(newsroom.feeds) == len(FEEDS)
    assert len(newsroom.articles) > 60
    assert set(sqlite_store.desk.counts_by_topic(NOW - timedelta(days=7))) == {topic.slug for topic in TOPICS}
