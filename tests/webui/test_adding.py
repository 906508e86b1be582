"""The way to a new feed: address, feeds found, trial, details; nothing is stored before the last."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from monitor.feeds.opml import read_opml
from monitor.model import Feed, Rights, Role
from monitor.pipeline.lookups import Lookups
from monitor.settings import Settings
from tests.pipeline.publisher import ARTICLE, ATOM, BARE, PAGE, RSS, site_of
from tests.served import served
from tests.sites import settings
from tests.webui.answering import answered
from tests.webui.newsroom import FEEDS, NOW, Newsroom
from tests.webui.test_hostile import HOSTILE
from tests.webui.visits import page, post
from webui import create_app
from webui.throttle import Throttle

LONG = ARTICLE.format(
    "<p>The ministry has suspended every licence to export rifles while a commission looks into their whereabouts.</p>"
    "<p>Makers of arms were told by letter on Thursday evening, and may appeal within a month of its arrival.</p>"
    "<p>Deliveries that are on their way already are not concerned, a spokesman said when he was asked about it.</p>"
)
PAGES = {"/": PAGE, "/all.xml": RSS, "/sea.atom": ATOM, "/bare": BARE, "/a/1": LONG, "/a/2": BARE}


@pytest.fixture(scope="module")
def publisher() -> Iterator[str]:
    with served(site_of(PAGES)) as url:
        yield url


@pytest.fixture
def lookups(newsroom: Newsroom, tmp_path: Path) -> Iterator[Lookups]:
    with answered(newsroom.store, settings(), tmp_path) as made:
        yield made


@pytest.fixture
def app(newsroom: Newsroom, lookups: Lookups) -> Flask:
    made = create_app(
        newsroom.store, Settings(polling=settings()), b"k" * 32, clock=lambda: NOW, lookups=lookups
    )
    made.testing = True
    return made


def hidden(response, action: str) -> dict[str, str]:
    """What the form that goes to this path carries."""
    form = page(response).select_one(f"form[action='{action}']")
    return {box["name"]: box["value"] for box in form.select("input[type=hidden]")}


def test_the_whole_way_from_a_front_page_to_a_feed_that_is_polled(
    admin: FlaskClient, newsroom: Newsroom, publisher: str
) -> None:
    found = post(admin, "/feeds/new/find", address=publisher)
    choices = page(found).select(".candidates li")
    assert [choice.h2.text for choice in choices] == ["Harbour Gazette", "Gazette: sea"]
    assert "RSS, 2 items" in choices[0].text
    assert "1 undated" in choices[0].text

    tried = post(admin, "/feeds/new/try", url=choices[0].select_one("[name=url]")["value"])
    shown = page(tried)
    assert shown.h1.text == "Harbour Gazette"
    assert "still learning its topics" in shown.text
    rows = shown.select("tbody tr")
    assert rows[0].th.a["href"] == f"{publisher}/a/1"
    assert rows[0].select_one("td").text == "Fri 20 Nov 2026, 07:00 EET"  # the reader's zone is Kyiv's
    assert rows[1].select_one("td").text == "undated"

    state = hidden(tried, "/feeds/new/details")
    details = admin.get("/feeds/new/details", query_string=state)
    fields = {box["name"]: box.get("value", "") for box in page(details).select(".card input")}
    assert fields["url"] == f"{publisher}/all.xml"
    assert (fields["name"], fields["language"]) == ("Harbour Gazette", "en")
    assert len(newsroom.store.feeds.all()) == len(FEEDS)  # still nothing is stored

    values = {name: fields[name] for name in ("url", "name", "site", "language")}
    done = post(admin, "/feeds/new/details", **values, kind="newspaper", rights="headline", full_text="y")
    row = newsroom.store.feeds.by_url(f"{publisher}/all.xml")
    assert row is not None
    assert done.location == f"/feeds/{row.id}"
    assert row.feed == Feed(
        row.feed.url, "Harbour Gazette", "https://gazette.example/", "en", kind="newspaper",
        rights=Rights.HEADLINE, full_text=True,
    )  # fmt: skip
    assert row.polling.next_poll_at <= NOW
    assert "Harbour Gazette was added" in admin.get(done.location).text


def test_the_address_of_a_feed_goes_straight_to_its_trial(admin: FlaskClient, publisher: str) -> None:
    shown = page(post(admin, "/feeds/new/find", address=f" {publisher}/all.xml "))
    assert shown.select_one("[aria-current=step]").text.split() == ["3", "Trial"]
    assert shown.h1.text == "Harbour Gazette"


def test_a_feed_that_the_desk_has_is_marked_wherever_it_shows(
    admin: FlaskClient, newsroom: Newsroom, publisher: str
) -> None:
    (held,) = newsroom.store.feeds.add([Feed(f"{publisher}/all.xml?utm_source=x", "Our Gazette")], NOW)
    choices = page(post(admin, "/feeds/new/find", address=publisher)).select(".candidates li")
    assert choices[0].select_one("a")["href"] == f"/feeds/{held}"
    assert choices[1].select_one("a") is None
    tried = post(admin, "/feeds/new/try", url=f"{publisher}/all.xml")
    assert "The desk has this feed already, as Our Gazette" in page(tried).text
    refused = post(admin, "/feeds/new/details", url=f"{publisher}/all.xml", name="Twin")
    assert refused.status_code == 422


def test_the_page_of_an_item_shows_what_full_text_would_bring(admin: FlaskClient, publisher: str) -> None:
    tried = post(admin, "/feeds/new/try", url=f"{publisher}/all.xml")
    state = hidden(tried, "/feeds/new/sample")
    assert state["page"] == f"{publisher}/a/1"
    state.pop("csrf_token")
    read = page(post(admin, "/feeds/new/sample", **state))
    assert "may appeal within a month" in read.article.text
    onward = [
        {box["name"]: box["value"] for box in form.select("input")}
        for form in read.select("form[action='/feeds/new/details']")
    ]
    assert [form.get("full_text") for form in onward] == ["y", None]
    assert all(form["url"] == f"{publisher}/all.xml" and form["name"] == "Harbour Gazette" for form in onward)

    without = page(post(admin, "/feeds/new/sample", **{**state, "page": f"{publisher}/a/2"}))
    assert "No text: " in without.text
    assert "Go on without full text" in without.text
    assert post(admin, "/feeds/new/sample", **{**state, "page": "javascript:1"}).status_code == 400


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/bare", "This page names no feed: ask the publisher, or give the feed's own address."),
        ("/nothing", "There is nothing at this address (HTTP 404): check the address."),
    ],
)
def test_what_is_not_found_is_said_beside_the_address_that_was_typed(
    admin: FlaskClient, publisher: str, path: str, sentence: str
) -> None:
    response = post(admin, "/feeds/new/find", address=publisher + path)
    assert response.status_code == 422
    assert page(response).select_one(".field-error").text == sentence
    assert page(response).select_one("#address")["value"] == publisher + path
    gone = post(admin, "/feeds/new/try", url=publisher + path)
    assert gone.status_code == 422


@pytest.mark.reliability(41, 42, 47)
@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706434/",
        "localhost:1/",
    ],
)
def test_private_addresses_are_refused(admin: FlaskClient, address: str) -> None:
    for response in (
        post(admin, "/feeds/new/find", address=address),
        post(admin, "/feeds/new/try", url=address),
        post(
            admin,
            "/feeds/new/sample",
            url="https://a.example/",
            page=f"http://{address.removeprefix('http://')}",
        ),
    ):
        said = page(response).main.text
        assert "private or otherwise not allowed" in said or "no web address" in said, said


@pytest.mark.parametrize(
    "address", ["", "two words", "javascript:alert(1)", "file:///etc/passwd", "http://a@b.example"]
)
def test_what_is_no_address_is_said_without_asking_anybody(admin: FlaskClient, address: str) -> None:
    response = post(admin, "/feeds/new/find", address=address)
    assert (response.status_code, page(response).select_one(".field-error") is not None) == (422, True)
    assert post(admin, "/feeds/new/try", url=address).status_code == 422


def test_details_can_be_entered_by_hand(admin: FlaskClient) -> None:
    link = page(admin.get("/feeds/new")).find("a", string="Enter the details yourself")
    shown = page(admin.get(link["href"]))
    assert shown.select_one("#rights option[selected]")["value"] == "extract"
    assert not shown.select_one("#full_text").has_attr("checked")


def test_an_admin_who_asks_too_much_has_to_wait(admin: FlaskClient, app: Flask, publisher: str) -> None:
    throttle: Throttle = app.extensions["wiredesk"].lookup_throttle
    users = app.extensions["wiredesk"].store.users.all()
    for _ in range(30):
        throttle.count(next(user.id for user in users if user.role is Role.ADMIN), NOW)
    assert post(admin, "/feeds/new/find", address=publisher).status_code == 429


def test_a_desk_that_fetches_nothing_says_so(newsroom: Newsroom) -> None:
    app = create_app(newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True)
    response = post(app.test_client(), "/feeds/new/find", address="https://a.example/")
    assert response.status_code == 503
    assert "not running" in page(response).select_one(".field-error").text


@pytest.mark.reliability(51, 52, 58)
def test_hostile_feeds_make_no_element_and_no_attribute(admin: FlaskClient) -> None:
    items = "".join(
        f"<item><title>{escape(escape(text))}</title><guid>{number}</guid><link>javascript:alert({number})</link>"
        f"<description>{escape(escape(text))} and more</description></item>"
        for number, text in enumerate(HOSTILE)
    )
    title = escape(HOSTILE[5])
    feed = f"<rss version='2.0'><channel><title>{title}</title><link>javascript:alert(1)</link>{items}</channel></rss>"
    named = f'<html><link rel="alternate" type="application/rss+xml" title="{escape(HOSTILE[5])}" href="/f"></html>'
    with served(site_of({"/": named, "/f": feed})) as url:
        found = post(admin, "/feeds/new/find", address=url)
        tried = post(admin, "/feeds/new/try", url=f"{url}/f")
    details = admin.get("/feeds/new/details", query_string=hidden(tried, "/feeds/new/details"))
    assert len(page(tried).select("tbody tr")) == len(HOSTILE)
    for shown in map(page, (found, tried, details)):
        assert all(script["src"].startswith("/static/") for script in shown.select("script"))
        assert not shown.select(
            "svg[onload], [onerror], [onmouseover], style, base, meta[http-equiv], math, img"
        )
        links = [link["href"] for link in shown.select("a[href]")]
        assert all(link.startswith(("/", "#")) for link in links), links


@pytest.mark.reliability(51)
def test_a_hostile_list_makes_no_element(admin: FlaskClient) -> None:
    listed = "".join(
        f'<outline text="{escape(text)}" xmlUrl="https://h{number}.example/"/>'
        f'<outline text="{escape(text)}" xmlUrl="x"/>'
        for number, text in enumerate(HOSTILE)
    )
    with served(site_of({"/l": f"<opml version='2.0'><body>{listed}</body></opml>"})) as url:
        shown = page(post(admin, "/feeds/import", address=f"{url}/l"))
    assert shown.h1.text == f"{len(HOSTILE)} feeds added"
    assert not shown.select(
        "svg[onload], [onerror], [onmouseover], style, base, meta[http-equiv], math, img, iframe"
    )
    assert read_opml(admin.get("/feeds/export.opml").data, "x").repaired is False
