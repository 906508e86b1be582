"""The benchmark's world is what it says: real feeds, real validators, news on demand."""

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from monitor.feeds.parse import parse
from monitor.model import Fetched, ParsedFeed
from tests.bench.feed import ITEMS
from tests.bench.served import ServedWorld

FEEDS = 20


@pytest.fixture(scope="module")
def world() -> Iterator[ServedWorld]:
    with ServedWorld(FEEDS) as world:
        yield world


def fetched(url: str, **headers: str) -> Fetched:
    with urlopen(Request(url, headers=headers), timeout=10) as answer:
        return Fetched(url, answer.read(), {key.lower(): value for key, value in answer.headers.items()})


def read(url: str) -> ParsedFeed:
    feed = parse(fetched(url))
    assert isinstance(feed, ParsedFeed)
    return feed


def conditions(answer: Fetched) -> dict[str, str]:
    return {"If-None-Match": answer.etag, "If-Modified-Since": answer.last_modified}


def test_every_feed_is_sound_and_has_thirty_dated_items_of_its_own(world):
    urls = world.facts()["urls"]
    feeds = [read(url) for url in urls]
    assert [len(feed.entries) for feed in feeds] == [ITEMS] * FEEDS
    assert not any(feed.damaged for feed in feeds)
    entries = [entry for feed in feeds for entry in feed.entries]
    assert all(entry.title and entry.summary and entry.published for entry in entries)
    assert len({entry.link for entry in entries}) == ITEMS * FEEDS


def test_the_world_speaks_three_dialects(world):
    roots = {fetched(url).body.split(b"\n")[1].split(b" ")[0] for url in world.facts()["urls"]}
    assert roots == {b"<rss", b"<feed", b"<rdf:RDF"}


def test_a_feed_answers_304_to_its_own_validators_only(world):
    facts = world.facts()
    answers = [fetched(url) for url in facts["urls"]]
    validating = [answer for answer in answers if answer.etag]
    assert len(validating) == facts["validating"] == round(0.6 * FEEDS)
    for answer in validating:
        with pytest.raises(HTTPError, match="304"):
            fetched(answer.url, **conditions(answer))
        assert fetched(answer.url, **{"If-None-Match": '"another"'}).body == answer.body


def test_an_item_is_published_on_demand_and_the_validators_change_with_it(world):
    before = {url: fetched(url) for url in world.facts()["urls"]}
    links = {url: [entry.link for entry in read(url).entries] for url in before}
    published = world.publish(share=0.25, seed=1)
    changed = [url for url, answer in before.items() if fetched(url).body != answer.body]
    assert len(changed) == published["feeds"] == 0.25 * FEEDS
    for url in changed:
        newest, *rest = [entry.link for entry in read(url).entries]
        assert newest not in links[url]
        assert rest == links[url][:-1]
        assert fetched(url, **conditions(before[url])).body != before[url].body


def test_requests_and_answers_are_counted(world):
    answers = [fetched(url) for url in world.facts()["urls"]]
    world.forget()
    for answer in answers[:3]:
        fetched(answer.url)
    validating = next(answer for answer in answers if answer.etag)
    with pytest.raises(HTTPError, match="304"):
        fetched(validating.url, **conditions(validating))
    counts = world.counts()
    assert sum(counts["requests"].values()) == 4
    assert counts["statuses"] == {"200": 3, "304": 1}
