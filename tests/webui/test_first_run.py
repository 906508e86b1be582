"""The desk on its first day: each empty state says what holds it up and what to do."""

from dataclasses import replace

from bs4 import Tag
from flask.testing import FlaskClient

from monitor.model import Classified, PollOutcome, Reason
from monitor.store import Store
from tests.samples import article, feed
from tests.webui.desked import single_stories
from tests.webui.newsroom import NOW
from tests.webui.test_items import open_client
from tests.webui.visits import page


def empty(client: FlaskClient) -> Tag:
    found = page(client.get("/")).select_one(".empty")
    assert found
    return found


def polled(store: Store, *new: Classified, **polling: object) -> None:
    """Every feed that is due has been polled, and the first brought this."""
    for lease in store.feeds.claim_due(NOW, 99):
        after = replace(lease.polling, last_polled_at=NOW, **polling)
        store.feeds.record(lease, PollOutcome(after, new))
        new = ()


def test_a_desk_that_is_still_learning_says_so_and_shows_what_it_has(sqlite_store: Store) -> None:
    sqlite_store.feeds.add([feed()], NOW)
    polled(sqlite_store, Classified(article(1), ()), Classified(article(2), ()), last_good_at=NOW)
    single_stories(sqlite_store)
    client = open_client(sqlite_store)
    found = empty(client)
    assert found.h2.text == "The desk is still learning its topics"
    assert "2 articles wait to be judged" in found.text
    shown = page(client.get(str(found.a["href"])))
    assert len(shown.select(".story-row")) == 2


def test_once_it_has_judged_it_no_longer_says_that_it_learns(sqlite_store: Store) -> None:
    sqlite_store.feeds.add([feed()], NOW)
    polled(sqlite_store, Classified(article(1), (), "v1"), last_good_at=NOW)
    assert empty(open_client(sqlite_store)).h2.text == "No stories yet"


def test_without_a_way_out_it_names_the_network(sqlite_store: Store) -> None:
    sqlite_store.feeds.add([feed(number) for number in range(8)], NOW)
    polled(sqlite_store, reason=Reason.DNS, failing_since=NOW, failures=1)
    found = empty(open_client(sqlite_store))
    assert found.h2.text == "Nothing can be fetched"
    assert found.a["href"] == "/feeds"
