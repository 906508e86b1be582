"""`wiredesk poll`: one round over real HTTP, with a summary."""

import json
from pathlib import Path

from tests.served import served
from tests.sites import ok

RSS = (
    b"<rss version='2.0'><channel><title>T</title><item><title>Arms export licences suspended by the ministry</title>"
    b"<link>/1</link><description>Sales of rifles abroad are on hold.</description></item></channel></rss>"
)


def subscribe(data: Path, *urls: str) -> None:
    feeds = "".join(f'[[feed]]\nname = "Feed {n}"\nurl = "{url}"\n' for n, url in enumerate(urls))
    (data / "feeds.toml").write_text(feeds)
    (data / "wiredesk.toml").write_text('[polling]\nallowed_hosts = ["127.0.0.1"]\ntimeout_seconds = 3\n')


def test_a_round_stores_what_is_new_and_a_second_one_nothing(wiredesk, data: Path) -> None:
    with served(lambda request: ok(RSS) if request.path == "/good" else ok(b"<html></html>")) as url:
        subscribe(data, f"{url}/good", f"{url}/page")
        first = wiredesk("poll", "--once")
        assert first.exit_code == 0, first.output
        assert (
            "2 feeds polled: 1 new articles, 0 changed, 1 with a topic; 1 feeds failed, 0 had no news."
            in first.output
        )
        assert "not-a-feed" in first.output
        assert "No feed is due." in wiredesk("poll", "--once").output

        again = json.loads(wiredesk("poll", "--once", "--at", "2030-01-01T00:00:00Z", "--json").stdout)
        assert {row["result"].partition(":")[0] for row in again} == {"unchanged", "not-a-feed"}
        assert sum(row["new"] for row in again) == 0

        later = wiredesk("poll", "--once", "--at", "2030-02-01T00:00:00Z").output
        assert "2 feeds polled" in later
        assert "1 had no news" in later
        assert "Feed 1" in later
        assert "Feed 0" not in later


def test_one_feed_can_be_named_due_or_not(wiredesk, data: Path) -> None:
    with served(lambda _: ok(RSS)) as url:
        subscribe(data, f"{url}/a", f"{url}/b")
        for _ in range(2):
            (row,) = json.loads(wiredesk("poll", "--feed", f"{url}/b", "--json").stdout)
            assert row["feed"] == "Feed 1"


def test_an_unknown_feed_and_a_bad_time_are_refused_in_one_line(wiredesk, data: Path) -> None:
    subscribe(data, "http://127.0.0.1:9/")
    unknown = wiredesk("poll", "--feed", "https://nowhere.example/")
    assert (unknown.exit_code, unknown.output.count("\n")) == (1, 1)
    assert "feeds add" in unknown.output
    assert "2026-11-21T06:00" in wiredesk("poll", "--at", "yesterday").output


def test_an_unreachable_feed_is_in_the_summary(wiredesk, data: Path) -> None:
    subscribe(data, "http://127.0.0.1:9/")
    result = wiredesk("poll", "--once")
    assert result.exit_code == 0
    assert "connect" in result.output
