"""A feed is tried before it is added: what it holds, and what of it the desk has."""

import asyncio
from pathlib import Path

import pytest

from monitor.articles.address import canonical
from monitor.model import Classified, Feed, Fetched, NotAFeed, NoText, PageText, PollOutcome, Reason
from monitor.pipeline.lookups import open_tools
from monitor.pipeline.trying import Report, Trial, overlap_of, read_page, report_on, trial_of
from monitor.settings import Settings
from monitor.store import Store
from tests.pipeline.publisher import ARTICLE, ATOM, RSS, site_of
from tests.samples import NOW, article
from tests.sites import settings, site

URL = "https://gazette.example/rss"


def trial(body: str, url: str = URL, **changes: str) -> Trial:
    found = trial_of(url, Fetched(changes.pop("found_at", url), body.encode(), {}, **changes), NOW)
    assert isinstance(found, Trial)
    return found


def test_a_trial_tells_what_the_feed_is() -> None:
    found = trial(RSS)
    assert (found.title, found.format, found.language) == ("Harbour Gazette", "RSS", "en")
    assert (len(found.articles), found.undated, str(found.newest)) == (2, 1, "2026-11-20 05:00:00+00:00")
    assert trial(ATOM).format == "Atom"


def test_what_an_admin_would_write_is_filled_in() -> None:
    assert trial(RSS, "https://gazette.com.ua/rss").as_feed() == Feed(
        "https://gazette.com.ua/rss", "Harbour Gazette", "https://gazette.example/", "en", "UA"
    )
    moved = trial(RSS, moved_to="https://new.example/rss").as_feed()
    assert moved.url == "https://new.example/rss"
    nameless = trial(
        "<rss version='2.0'><channel><item><title>x</title></item></channel></rss>", "https://a.io/x"
    )
    assert (nameless.as_feed().name, nameless.as_feed().country) == ("a.io", "")
    assert trial(RSS, "https://a.co.uk/x").as_feed().country == "GB"


def test_what_cannot_be_filled_in_soundly_is_left_empty() -> None:
    body = RSS.replace("https://gazette.example/", "javascript:alert(1)").replace(
        "Harbour Gazette", "A&#10;B" + "x" * 300
    )
    feed = trial(body).as_feed()
    assert feed.site == "" or feed.site.startswith("https://gazette.example/")
    assert len(feed.name) <= 200
    assert feed.name.isprintable()


def test_no_feed_is_no_trial() -> None:
    assert isinstance(trial_of(URL, Fetched(URL, b"<html></html>", {}), NOW), NotAFeed)


@pytest.mark.reliability(88)
@pytest.mark.parametrize(
    "held",
    ["http://GAZETTE.example/rss/", "https://gazette.example/rss?utm_source=x", "https://moved.example/rss"],
)
def test_the_same_feed_under_another_spelling_or_behind_a_redirect_is_known(store: Store, held: str) -> None:
    store.feeds.add([Feed("https://other.example/rss", "Other"), Feed(held, "Held")], NOW)
    twin = overlap_of(store, trial(RSS, found_at="https://moved.example/rss")).twin
    assert twin is not None
    assert twin.feed.name == "Held"


def test_items_that_other_feeds_brought_are_counted(store: Store) -> None:
    store.feeds.add([Feed("https://a.example/", "A"), Feed("https://b.example/", "B")], NOW)
    key = canonical("https://gazette.example/a/1")
    for number, url in enumerate(("https://a.example/", "https://b.example/")):
        (lease,) = store.feeds.claim([url], NOW)
        known = article(1, key=key, entry_id="1")
        sorted_out = store.appearances.sort_out(lease.feed_id, [known])
        assert bool(sorted_out.new) is (number == 0)
        outcome = PollOutcome(
            lease.polling,
            tuple(Classified(one, ()) for one in sorted_out.new),
            elsewhere=sorted_out.elsewhere,
        )
        store.feeds.record(lease, outcome)
    overlap = overlap_of(store, trial(RSS))
    assert overlap.held == 1
    assert {(row.feed.name, number) for row, number in overlap.carriers} == {("A", 1), ("B", 1)}
    assert overlap.twin is None


def test_a_report_says_that_topics_are_still_being_learnt_and_stores_nothing(
    sqlite_store: Store, tmp_path: Path
) -> None:
    async def run() -> object:
        opened = open_tools(sqlite_store, Settings(polling=settings()), tmp_path)
        async with site(site_of({"/rss": RSS})) as publisher, opened as tools:
            return await report_on(tools, f"{publisher.url}/rss", NOW)

    report = asyncio.run(run())
    assert isinstance(report, Report)
    assert report.judged is None
    assert len(report.trial.articles) == 2
    assert sqlite_store.feeds.all() == []


def test_the_page_of_an_item_is_read_for_its_text(sqlite_store: Store, tmp_path: Path) -> None:
    sentence = "The harbour bridge was closed for two years while its bearings were replaced one by one. "
    page = ARTICLE.format(f"<p>{sentence * 4}</p><p>{sentence * 4}</p>")

    async def run() -> tuple[object, object, object]:
        opened = open_tools(sqlite_store, Settings(polling=settings()), tmp_path)
        async with site(site_of({"/a/2": page, "/pdf": b"%PDF-1.4"})) as publisher, opened as tools:
            title = "Harbour bridge opens"
            found = [
                await read_page(tools, publisher.url + path, title) for path in ("/a/2", "/pdf", "/none")
            ]
            return tuple(found)

    read, pdf, missing = asyncio.run(run())
    assert isinstance(read, PageText)
    assert "bearings were replaced" in read.text
    assert isinstance(pdf, NoText)
    assert missing == NoText(Reason.NOT_FOUND, "HTTP 404")
