"""The address that hubs call: nobody signs in there, so it believes little."""

import hmac

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from monitor.feeds.websub import before_asking
from monitor.model import HubLink, HubState, HubSubscription
from monitor.settings import PollingSettings, Settings
from monitor.store import Store
from monitor.store.polling.hubs import MOST_WAITING
from monitor.store.tables import pushes
from tests.webui.newsroom import FEEDS, NOW, Newsroom
from webui import create_app

TOPIC = FEEDS[0].url
PATH = "/websub/token"


@pytest.fixture
def asked(newsroom: Newsroom) -> HubSubscription:
    """A subscription whose hub was asked and has not confirmed yet."""
    hubs = newsroom.store.hubs
    hubs.name(newsroom.feeds[0], HubLink("https://hub.example/", TOPIC), "token", "secret", NOW)
    (subscription,) = hubs.due(NOW, 10)
    found = hubs.decide(subscription.id, lambda found: before_asking(found, NOW))
    assert found
    return found


@pytest.fixture
def active(asked: HubSubscription, stranger: FlaskClient) -> HubSubscription:
    assert confirm(stranger).status_code == 200
    return asked


def confirm(client: FlaskClient, path: str = PATH, **changes: str) -> TestResponse:
    said = {"mode": "subscribe", "topic": TOPIC, "challenge": "c<b>h", "lease_seconds": "3600", **changes}
    return client.get(path, query_string={f"hub.{name}": value for name, value in said.items()})


def deliver(client: FlaskClient, body: bytes = b"<rss/>", secret: str = "secret", **headers: str) -> int:
    signature = "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()
    sent = {"X-Hub-Signature": signature, "Content-Type": "application/rss+xml", **headers}
    return client.post(PATH, data=body, headers=sent).status_code


def waiting(store: Store) -> int:
    with store.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(pushes)).scalar_one()


def test_what_we_asked_for_is_confirmed_with_the_hubs_own_challenge_as_text(
    newsroom: Newsroom, stranger: FlaskClient, asked: HubSubscription
) -> None:
    answer = confirm(stranger)
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "c<b>h", "text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    found = newsroom.store.hubs.by_token("token")
    assert found
    assert (found.state, found.since) == (HubState.ACTIVE, NOW)


@pytest.mark.parametrize(
    "changes",
    [{"topic": "https://evil.example/"}, {"mode": "unsubscribe"}, {"mode": ""}, {"path": "/websub/other"}],
)
def test_what_we_did_not_ask_for_is_not_confirmed(
    newsroom: Newsroom, stranger: FlaskClient, asked: HubSubscription, changes: dict[str, str]
) -> None:
    answer = confirm(stranger, **changes)
    assert answer.status_code == 404
    assert "c<b>h" not in answer.text
    assert newsroom.store.hubs.by_token("token") == asked


def test_a_hub_may_deny(newsroom: Newsroom, stranger: FlaskClient, asked: HubSubscription) -> None:
    assert confirm(stranger, mode="denied", reason="no").status_code == 200
    found = newsroom.store.hubs.by_token("token")
    assert found
    assert (found.state, found.detail) == (HubState.REFUSED, "no")


def test_a_signed_push_is_taken_in(
    newsroom: Newsroom, stranger: FlaskClient, active: HubSubscription
) -> None:
    assert deliver(stranger) == 202
    push = newsroom.store.hubs.next_push(newsroom.feeds[0])
    assert push
    assert (push.body, push.content_type) == (b"<rss/>", "application/rss+xml")


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_calls_itself_a_form_is_still_read_as_it_came(
    newsroom: Newsroom, stranger: FlaskClient, active: HubSubscription, kind: str
) -> None:
    assert deliver(stranger, b"a=b&csrf_token=c", **{"Content-Type": kind}) == 202
    push = newsroom.store.hubs.next_push(newsroom.feeds[0])
    assert push
    assert push.body == b"a=b&csrf_token=c"


def test_a_push_signed_wrongly_is_acknowledged_and_ignored(
    newsroom: Newsroom, stranger: FlaskClient, active: HubSubscription
) -> None:
    assert deliver(stranger, secret="guessed") == 202
    assert deliver(stranger, **{"X-Hub-Signature": ""}) == 202
    assert deliver(stranger, **{"X-Hub-Signature": "sha256=ü"}) == 202
    assert waiting(newsroom.store) == 0
    found = newsroom.store.hubs.by_token("token")
    assert found
    assert found.last_push_at is None


def test_a_hub_that_pushes_what_nobody_wants_is_told_that_it_is_gone(
    newsroom: Newsroom, stranger: FlaskClient, active: HubSubscription
) -> None:
    assert stranger.post("/websub/unknown", data=b"<rss/>").status_code == 410
    newsroom.store.feeds.set_paused(newsroom.feeds[0], True)
    assert deliver(stranger) == 410
    newsroom.store.feeds.delete(newsroom.feeds[0])
    assert deliver(stranger) == 410


def test_a_push_over_the_limit_of_feeds_is_refused_and_one_within_it_is_not(
    newsroom: Newsroom, active: HubSubscription
) -> None:
    settings = Settings(polling=PollingSettings(max_bytes=2_000_000))
    app = create_app(newsroom.store, settings, b"k" * 32, clock=lambda: NOW)
    assert deliver(app.test_client(), b"x" * 2_000_001) == 413
    assert waiting(newsroom.store) == 0
    assert deliver(app.test_client(), b"x" * 2_000_000) == 202  # more than other pages take
    assert waiting(newsroom.store) == 1


def test_a_hub_that_floods_is_asked_to_wait(
    newsroom: Newsroom, stranger: FlaskClient, active: HubSubscription
) -> None:
    for _ in range(MOST_WAITING):
        assert deliver(stranger) == 202
    assert deliver(stranger) == 503
    assert waiting(newsroom.store) == MOST_WAITING


def test_other_methods_are_refused(app: Flask, active: HubSubscription) -> None:
    assert app.test_client().put(PATH).status_code == 405
