"""Lists of feeds are taken in and given out."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from monitor.feeds.opml import SIZE_LIMIT, read_opml
from monitor.pipeline.lookups import Lookups
from monitor.settings import Settings
from tests.pipeline.publisher import site_of
from tests.served import served
from tests.sites import settings
from tests.webui.answering import answered
from tests.webui.newsroom import FEEDS, NOW, Newsroom
from tests.webui.visits import csrf_token, page, post
from webui import create_app

LIST = """<opml version="1.0"><body><outline text="Sea">
<outline text="Fresh & new" xmlUrl="https://fresh.example/rss?a=1&b=2"/>
<outline text="Norrland" xmlUrl="http://norrlandpress.example/wire.xml"/>
<outline text="Bad" xmlUrl="ftp://old.example/rss"/>
</outline></body></opml>"""


@pytest.fixture
def lookups(newsroom: Newsroom, tmp_path: Path) -> Iterator[Lookups]:
    with answered(newsroom.store, settings(), tmp_path) as made:
        yield made


@pytest.fixture
def fetching_admin(newsroom: Newsroom, lookups: Lookups) -> FlaskClient:
    """An admin of a desk that can fetch."""
    app: Flask = create_app(
        newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True, lookups=lookups
    )
    return app.test_client()


def send(client: FlaskClient, body: bytes, name: str = "feeds.opml") -> TestResponse:
    fields = {"csrf_token": csrf_token(client), "file": FileStorage(io.BytesIO(body), name)}
    boundary, encoded = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/feeds/import", data=encoded, content_type=kind)


@pytest.mark.reliability(86, 88)
def test_a_file_is_imported_and_every_line_accounted_for(admin: FlaskClient, newsroom: Newsroom) -> None:
    response = send(admin, LIST.encode())
    assert response.status_code == 200
    shown = page(response)
    assert shown.h1.text == "1 feed added"
    assert (
        "1 added, 1 known already, 1 refused; the file was not well-formed"
        in shown.select_one(".notice").text
    )
    parts = {part.summary.text: part.ul.text.strip() for part in shown.select("details")}
    assert parts["Refused (1)"].startswith("feeds.opml:4: xmlUrl: must begin with http:// or https://")
    assert "on the desk as “Norrland Press”" in parts["Known already (1)"]
    assert parts["Added (1)"] == "Fresh & new"
    row = newsroom.store.feeds.by_url("https://fresh.example/rss?a=1&b=2")
    assert row is not None
    assert row.feed.kind == "Sea"
    assert page(send(admin, LIST.encode())).h1.text == "0 feeds added"


@pytest.mark.reliability(47)
def test_a_list_is_imported_from_an_address_through_the_guard(
    fetching_admin: FlaskClient, newsroom: Newsroom
) -> None:
    with served(site_of({"/feeds.opml": LIST})) as url:
        assert (
            page(post(fetching_admin, "/feeds/import", address=f"{url}/feeds.opml")).h1.text == "1 feed added"
        )
        missing = post(fetching_admin, "/feeds/import", address=f"{url}/none.opml")
    assert missing.status_code == 422
    assert "nothing at this address" in page(missing).select_one(".field-error").text
    private = post(fetching_admin, "/feeds/import", address="http://10.0.0.1/feeds.opml")
    assert "private" in page(private).select_one(".field-error").text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html></html>", "is not an OPML file"),
        (b"<opml><body></body></opml>", "lists no feed"),
        (
            LIST.replace(' xmlUrl="http://n', " xmlUrl=http://n").encode(),
            "feeds.opml:3: cannot be read from here on",
        ),
        (b"<opml>" + b" " * SIZE_LIMIT, "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    admin: FlaskClient, newsroom: Newsroom, body: bytes, sentence: str
) -> None:
    response = send(admin, body)
    assert response.status_code == 422
    assert sentence in page(response).select_one(".field-error").text
    assert len(newsroom.store.feeds.all()) == len(FEEDS)


@pytest.mark.reliability(87)
def test_a_file_without_end_is_refused_by_its_size(admin: FlaskClient, reader: FlaskClient) -> None:
    assert send(admin, b" " * (SIZE_LIMIT + 200_000)).status_code == 413
    assert send(reader, b" " * 1_100_000).status_code == 413  # others may send no more than a form


def test_nothing_given_and_no_address_are_said(admin: FlaskClient) -> None:
    assert "Choose a file" in page(post(admin, "/feeds/import")).select_one(".field-error").text
    assert (
        "no web address" in page(post(admin, "/feeds/import", address="a b")).select_one(".field-error").text
    )


def test_what_is_exported_is_every_feed(admin: FlaskClient) -> None:
    response = admin.get("/feeds/export.opml")
    assert response.headers["Content-Disposition"] == "attachment; filename=wiredesk-feeds.opml"
    found = read_opml(response.data, "wiredesk-feeds.opml")
    assert {(one.feed.url, one.feed.name, one.feed.kind) for one in found.feeds} == {
        (feed.url, feed.name, feed.kind) for feed in FEEDS
    }
    assert page(send(admin, response.data)).h1.text == "0 feeds added"
