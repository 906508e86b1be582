"""The feeds page and what admins do there."""

import pytest
from flask.testing import FlaskClient

from monitor.model import Feed
from tests.webui.newsroom import FEEDS, GOOD, NOW, PAUSED, Newsroom
from tests.webui.visits import page, post

NEW = {
    "url": "https://fresh.example/feed",
    "name": "Fresh News",
    "language": "en",
    "country": "GB",
    "kind": "wire",
}


def errors(response) -> dict[str, str]:
    return {
        field.select_one("input, select")["name"]: field.select_one(".field-error").text
        for field in page(response).select(".field:has(.field-error)")
    }


def test_feeds_are_listed_worst_first_with_their_health_in_words(reader: FlaskClient) -> None:
    rows = page(reader.get("/feeds")).select("tbody tr")
    assert [row.select_one(".chip").text for row in rows] == ["ill", "silent", *["good"] * GOOD, "paused"]
    ill = rows[0].select_one("td").text
    assert "What came back is not a feed" in ill
    assert "failed 17 times in a row, for 3 days" in ill
    assert rows[0].select("td")[1].text == "3 days ago"
    assert rows[0].select("td")[2].text == "in 5 h"
    assert rows[-1].select("td")[2].text == "paused"


def test_feeds_show_how_much_they_brought(reader: FlaskClient, newsroom: Newsroom) -> None:
    rows = page(reader.get("/feeds")).select("tbody tr")
    total = sum(int(row.select("td")[4].text) for row in rows)
    assert total == len(newsroom.articles)


def test_an_admin_adds_a_feed_that_is_polled_at_once(admin: FlaskClient, newsroom: Newsroom) -> None:
    response = post(admin, "/feeds/new/details", **NEW)
    row = newsroom.store.feeds.by_url(NEW["url"])
    assert row
    assert (response.status_code, response.location) == (303, f"/feeds/{row.id}")
    assert row.feed == Feed(**NEW)
    assert row.polling.next_poll_at <= NOW
    assert "Fresh News was added" in admin.get("/feeds").text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"url": "ftp://a.example/x"}, "url", "Must begin with http:// or https://"),
        ({"url": "https://"}, "url", "Must be a web address with a host"),
        ({"url": "javascript:alert(1)"}, "url", "Must be a web address with a host"),
        ({"url": "https://user:secret@a.example/"}, "url", "Must not carry a user name or password"),
        ({"url": ""}, "url", "Must be a web address"),
        ({"url": "http://10.0.0.1/feed"}, "url", "Is a private address, which is never polled"),
        ({"url": "https://a.example:22/"}, "url", "Is at port 22, which is not open"),
        ({"url": "http://NORRLANDPRESS.example:80/wire.xml/"}, "url", "Norrland Press"),
        ({"name": ""}, "name", "Must not be empty"),
        ({"name": "a\u0000b"}, "name", "Must not hold line ends or control characters"),
        ({"name": "n" * 201}, "name", "200 characters"),
        ({"site": "nonsense"}, "site", "Must be a web address"),
        ({"language": "english"}, "language", "ISO 639-1"),
        ({"country": "gb"}, "country", "ISO 3166-1"),
    ],
)
def test_a_wrong_field_is_explained_beside_it_and_what_was_typed_is_kept(
    admin: FlaskClient, newsroom: Newsroom, changes: dict[str, str], field: str, sentence: str
) -> None:
    typed = NEW | changes
    response = post(admin, "/feeds/new/details", **typed)
    assert response.status_code == 422
    assert sentence in errors(response)[field]
    inputs = {
        box["name"]: box.get("value", "") for box in page(response).select(".card input:not([type=hidden])")
    }
    assert {name: inputs[name] for name in typed if "\0" not in typed[name]} == {
        name: value for name, value in typed.items() if "\0" not in value
    }
    assert page(response).select_one(f"#{field}")["aria-invalid"] == "true"
    assert len(newsroom.store.feeds.all()) == len(FEEDS)


def test_all_wrong_fields_are_named_at_once(admin: FlaskClient) -> None:
    response = post(admin, "/feeds/new/details", url="x", name="", language="zz")
    assert set(errors(response)) == {"url", "name", "language"}


def test_an_admin_edits_a_feed(admin: FlaskClient, newsroom: Newsroom) -> None:
    path = f"/feeds/{newsroom.feeds[0]}/edit"
    assert page(admin.get(path)).select_one("#url")["value"] == FEEDS[0].url
    post(admin, path, url=FEEDS[0].url, name="Norrland Wire", language="sv", country="", kind="")
    changed = newsroom.store.feeds.get(newsroom.feeds[0])
    assert changed
    assert changed.feed == Feed(FEEDS[0].url, "Norrland Wire", language="sv")


def test_editing_a_paused_feed_leaves_it_paused(admin: FlaskClient, newsroom: Newsroom) -> None:
    feed_id = newsroom.feeds[PAUSED]
    post(admin, f"/feeds/{feed_id}/edit", url=FEEDS[PAUSED].url, name="Audit")
    row = newsroom.store.feeds.get(feed_id)
    assert row
    assert (row.feed.name, row.feed.paused) == ("Audit", True)


def test_a_feed_cannot_take_the_address_of_another(admin: FlaskClient, newsroom: Newsroom) -> None:
    response = post(admin, f"/feeds/{newsroom.feeds[0]}/edit", url=FEEDS[1].url, name="Twin")
    assert "The Harbour Gazette" in errors(response)["url"]


def test_an_admin_pauses_resumes_and_polls(admin: FlaskClient, newsroom: Newsroom) -> None:
    feeds, feed_id = newsroom.store.feeds, newsroom.feeds[0]
    post(admin, f"/feeds/{feed_id}/pause")
    assert feeds.get(feed_id).feed.paused
    post(admin, f"/feeds/{feed_id}/resume")
    assert not feeds.get(feed_id).feed.paused
    assert feeds.get(feed_id).polling.next_poll_at > NOW
    post(admin, f"/feeds/{feed_id}/poll")
    assert feeds.get(feed_id).polling.next_poll_at == NOW


def test_deleting_asks_first_and_says_what_goes_with_it(admin: FlaskClient, newsroom: Newsroom) -> None:
    path = f"/feeds/{newsroom.feeds[0]}/delete"
    brought = newsroom.store.feeds.counts(NOW)[newsroom.feeds[0]].total
    assert f"The {brought} articles that it was the first to bring go too" in admin.get(path).text
    assert newsroom.store.feeds.get(newsroom.feeds[0])
    assert post(admin, path).status_code == 303
    assert newsroom.store.feeds.get(newsroom.feeds[0]) is None


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_a_feed_that_is_not_there_is_not_found(admin: FlaskClient, action: str) -> None:
    assert admin.get(f"/feeds/99999/{action}").status_code == 404
    assert post(admin, f"/feeds/99999/{action}").status_code == 404


@pytest.mark.parametrize("action", ["pause", "resume", "poll"])
def test_nothing_can_be_done_to_a_feed_that_is_not_there(admin: FlaskClient, action: str) -> None:
    assert post(admin, f"/feeds/99999/{action}").status_code == 404
