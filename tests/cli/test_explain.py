"""`wiredesk explain` says what each stage makes of it, and changes nothing."""

import asyncio
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.model import Classified, PollOutcome, Says
from monitor.settings import Settings
from monitor.wiring import open_installation
from tests.samples import NOW, article, feed, match
from tests.sites import Request, ok, site

FEED = """<rss version="2.0"><channel><title>The Example</title><ttl>120</ttl>
<item><guid>a1</guid><title>Ministry suspends export licences for night-vision sights</title>
<link>{url}/1?utm_source=feed</link><description>All exports of arms are halted.</description></item>
<item><guid>a2</guid><title>Wheat harvest [bold]below[/bold] last year</title><link>{url}/2</link></item>
</channel></rss>"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(FEED.format(url="https://the.example"))
    return path


@pytest.fixture
def no_feeds(data: Path) -> None:
    (data / "feeds.toml").write_text('[[feed]]\nname = "X"\nurl = "https://x.example/feed"\npaused = true\n')


def stages(output: str) -> dict[str, dict]:
    return {stage["stage"]: stage for stage in json.loads(output)}


def test_a_file_is_read_and_judged_without_a_request(wiredesk, file: Path, no_feeds: None) -> None:
    found = stages(wiredesk("explain", "--json", file).output)
    assert list(found) == ["reading", "articles"]
    assert found["reading"]["asks of pollers"] == "at least 2 hours between polls"
    first, second = found["articles"]["items"]
    assert (first["state"], first["entry"], first["identity"]) == ("new", "a1", "https://the.example/1")
    carried = {topic["topic"] for topic in first["topics"] if topic["matched"]}
    assert carried == {"export-bans"}
    assert len(second["topics"]) == 3
    assert not any(topic["matched"] for topic in second["topics"])


def test_people_read_it_in_eighty_columns(wiredesk, file: Path, no_feeds: None) -> None:
    output = wiredesk("explain", file).output
    assert max(map(len, output.splitlines())) <= 80
    assert "export-bans          0." in output
    assert "Wheat harvest [bold]below[/bold] last year" in output


def test_what_is_no_feed_says_why(wiredesk, tmp_path: Path, no_feeds: None) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><title>Hello</title></html>")
    assert "not a feed" in wiredesk("explain", page).output


def test_what_is_nothing_is_refused_in_one_line(wiredesk, no_feeds: None) -> None:
    result = wiredesk("explain", "nothing-such")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)


@pytest.fixture
def decided(data: Path) -> None:
    """A desk with one article: two verdicts stand on it, one was withdrawn, and the second reader decided once."""
    store = open_installation(data, Settings(), [feed(1)]).store
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    found = (
        replace(match(), second_reader="tiny"),
        match("coproduction"),
        replace(match("procurement-scandals"), second_reader="tiny"),
    )
    store.feeds.record(lease, PollOutcome(lease.polling, new=(Classified(article(1), found, "v1"),)))
    store.verdicts.give(1, "export-bans", Says.NOT, "Anna", NOW, "a film")
    store.verdicts.give(1, "coproduction", Says.CARRIES, "Anna", NOW)
    store.verdicts.give(1, "coproduction", Says.WITHDRAWN, "Boris", NOW)
    store.verdicts.give(1, "weather", Says.CARRIES, "Boris", NOW)
    store.close()


def test_an_article_says_whose_word_stands(wiredesk, decided: None) -> None:
    items = {
        one["topic"]: one for one in stages(wiredesk("explain", "--json", "1").output)["topics"]["items"]
    }
    at = "2026-11-20T06:00:00+00:00"
    assert items["export-bans"]["verdict"] == {"says": "not", "who": "Anna", "at": at, "note": "a film"}
    assert "second reader" not in items["export-bans"]
    assert items["procurement-scandals"]["second reader"] == "tiny"
    assert not {"verdict", "second reader"} & set(items["coproduction"])
    assert items["weather"]["verdict"]["says"] == "carries"  # the desk follows it no longer
    told = " ".join(wiredesk("explain", "1").output.split())
    assert "Anna says that it does not carry it, 2026-11-20 06:00 UTC (“a film”): that stands" in told
    assert "Boris says that it carries it, 2026-11-20 06:00 UTC: that stands" in told
    assert "on the desk by the second reader's word (model tiny)" in told


async def _with_site(run) -> tuple[list[Request], list[str]]:
    """What `run(url)` printed while a feed was served at `url`, in another thread."""
    async with site(lambda request: _answer(request, served.url)) as served:
        return served.requests, await asyncio.to_thread(run, served.url)


def _answer(request: Request, url: str) -> bytes:
    if request.headers.get("if-none-match") == '"v1"':
        return ok(b"", 'ETag: "v1"', status="304 Not Modified")
    return ok(FEED.format(url=url).encode(), 'ETag: "v1"', "Content-Type: application/rss+xml")


def test_a_feed_of_the_desk_before_and_after_its_first_poll(
    wiredesk, data: Path, no_feeds: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIREDESK_POLLING_ALLOWED_HOSTS", "127.0.0.1")

    def run(url: str) -> list[str]:
        feed = f"{url}/feed"
        added = wiredesk("feeds", "add", feed, "--name", "The Example")
        assert added.exit_code == 0, added.output
        before = contents(data)
        first = wiredesk("explain", "--json", feed)
        assert contents(data) == before
        polled = wiredesk("poll", "--feed", feed)
        again = wiredesk("explain", "--json", feed)
        article = wiredesk("explain", "--json", f"{url}/1?utm_medium=mail")
        other = wiredesk("explain", "--json", f"{url}/unheard-of")
        return [result.output for result in (first, polled, again, article, other)]

    requests, (first, _, again, article, other) = asyncio.run(_with_site(run))
    found = stages(first)
    assert list(found) == ["request", "answer", "reading", "articles", "next poll"]
    assert (found["answer"]["status"], found["answer"]["etag"]) == ("200", '"v1"')
    assert found["articles"]["new"] == 2
    assert "the publisher asks for so long a wait" in found["next poll"]["because"]
    found = stages(again)
    assert found["request"]["If-None-Match"] == '"v1"'
    assert found["answer"]["status"].startswith("304")
    assert "reading" not in found
    found = stages(article)
    assert list(found) == ["article", "brought by", "topics", "story"]
    assert found["brought by"]["items"][0]["title"] == "The Example"
    assert [topic["matched"] for topic in found["topics"]["items"]] == [False, True, False]
    found = stages(other)
    assert found["ledger"]["items"][0]["title"] == "The Example"
    assert len(requests) == 4


def contents(data: Path) -> list[str]:
    with sqlite3.connect(data / "wiredesk.db") as connection:
        return list(connection.iterdump())
