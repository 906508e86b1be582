"""The file of feeds: what is refused, all of it at once, and what stands in the one that ships."""

from collections import Counter
from pathlib import Path

import pytest

from monitor.configuration.feed_address import same_feed_key
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.feeds_file import read_feeds
from monitor.configuration.problems import ConfigurationError
from monitor.model import Feed
from monitor.shipped import CONFIG

WRONG = """\
title = "Feeds"

[[feed]]
name = "Harbour Gazette"
url = "https://gazette.example/feed"
langauge = "en"

[[feed]]
name = ""
url = "ftp://north.example/feed"
language = "ua"
country = "UK"
paused = "no"
rights = "ful"
full_text = 1

[[feed]]
name = "Second Gazette"
url = "http://GAZETTE.example:80/feed/#top"

[[feed]]
url = "https://desk:hunter2@private.example/feed"
site = "private.example"

[[feed]]
name = "No Address"
kind = 7
"""


def test_all_problems_of_all_feeds_come_at_once_with_their_lines(tmp_path: Path):
    path = _written(tmp_path, WRONG)
    with pytest.raises(ConfigurationError) as refusal:
        read_feeds(path)
    assert {(problem.where.removeprefix(f"{path}:"), problem.what) for problem in refusal.value.problems} == {
        ("1: title", "unknown key"),
        ('6: feed "Harbour Gazette": langauge', "unknown key"),
        ("9: feed 2: name", "must not be empty"),
        ("10: feed 2: url", "must begin with http:// or https://"),
        ("11: feed 2: language", "must be a language code of ISO 639-1"),
        ("12: feed 2: country", "must be a country code of ISO 3166-1"),
        ("13: feed 2: paused", "must be true or false (is text)"),
        ("14: feed 2: rights", "must be 'headline', 'extract' or 'full' (is 'ful')"),
        ("15: feed 2: full_text", "must be true or false (is a whole number)"),
        ('19: feed "Second Gazette": url', 'is the same feed as feed "Harbour Gazette" in line 5'),
        ("21: feed 4: name", "is missing"),
        ("22: feed 4: url", "must not carry a user name or password"),
        ("23: feed 4: site", "must be a web address with a host"),
        ('25: feed "No Address": url', "is missing"),
        ('27: feed "No Address": kind', "must be text (is a whole number)"),
    }
    assert all(problem.remedy for problem in refusal.value.problems)
    assert "hunter2" not in str(refusal.value)
    assert "write language" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# nothing but a comment\n", "holds no feeds"),
        ("feed = []\n", "holds no feeds"),
        ("[feed]\nname = 'One'\n", ":1: feed: must be a list of tables"),
        ("feed = [1]\n", r":1: feed 1: must be a table \(is a whole number\)"),
    ],
)
def test_a_file_without_feeds_is_refused(tmp_path: Path, text: str, message: str):
    with pytest.raises(ConfigurationError, match=message):
        read_feeds(_written(tmp_path, text))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "gazette.example/feed",
        "https://",
        "https:///feed",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://gazette.example:port/feed",
        "https://gazette.example:0/feed",
        "https://gazette.example:99999/feed",
        "https://[::1/feed",
        "https://gazette.example/a feed",
        "https://gazette.example/feed\n",
        "https://desk@gazette.example/feed",
        "https://" + "a" * 2000,
    ],
)
def test_an_address_that_cannot_be_a_feed_is_refused(url: str):
    with pytest.raises(ConfigurationError) as refusal:
        checked_feed({"name": "Gazette", "url": url})
    assert [problem.where for problem in refusal.value.problems] == ["url"]


def test_a_sound_table_becomes_a_feed():
    values = {
        "name": " Вісник гавані ",
        "url": "https://вісник.example:8443/стрічка?a=1",
        "site": "https://вісник.example",
        "language": "uk",
        "country": "UA",
        "kind": "trade press",
        "paused": True,
    }
    assert checked_feed(values) == Feed(**{**values, "name": "Вісник гавані"})


@pytest.mark.parametrize(
    "other",
    [
        "http://gazette.example/feed?a=1",
        "https://GAZETTE.example/feed?a=1",
        "https://gazette.example./feed?a=1",
        "https://gazette.example:443/feed?a=1",
        "http://gazette.example:80/feed/?a=1",
        "https://gazette.example/feed?a=1#latest",
        "https://gazette.example/feed?utm_source=rss&a=1&fbclid=x",
    ],
)
def test_two_spellings_of_one_feed_have_one_key(other: str):
    assert same_feed_key(other) == same_feed_key("https://gazette.example/feed?a=1")


@pytest.mark.parametrize(
    "other",
    [
        "https://gazette.example/Feed",
        "https://gazette.example/feed?a=1",
        "https://gazette.example:8443/feed",
        "https://www.gazette.example/feed",
        "https://gazette.example/feed/all",
    ],
)
def test_two_feeds_have_two_keys(other: str):
    assert same_feed_key(other) != same_feed_key("https://gazette.example/feed")


def test_the_shipped_file_holds_at_least_120_feeds_each_described_in_full():
    feeds = read_feeds(CONFIG / "feeds.toml")
    assert len(feeds) >= 120
    assert all(feed.site and feed.language and feed.kind for feed in feeds)
    assert max(Counter(feed.name for feed in feeds).values()) == 1
    assert not any(feed.paused for feed in feeds)
    assert len({feed.language for feed in feeds}) >= 10


def _written(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path
