"""Every route, every role, every method: a new route fails here until it is classified."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from monitor.digests import links
from monitor.model import Role
from monitor.pipeline.invitations import invite
from monitor.pipeline.subscriptions import sign_up
from monitor.settings import Settings
from monitor.store import tables
from tests.webui.joined import joined
from tests.webui.newsroom import NOW, TOPICS, Newsroom
from tests.webui.route_roles import CLASSIFIED
from tests.webui.visits import csrf_token
from webui import create_app

SECRET = b"k" * 32
CHANGING = {"POST", "PUT", "DELETE"}


@pytest.fixture
def paths(app: Flask, newsroom: Newsroom) -> dict[str, str]:
    """A path to something that exists, for each endpoint."""
    sign_up(newsroom.store, Settings(), SECRET, "anna@example.org", ["coproduction"], 7, "UTC", NOW)
    subscription = newsroom.store.subscriptions.by_email("anna@example.org")
    assert subscription
    newsroom.store.drafts.put(TOPICS[0], NOW)
    newsroom.store.searches.set_feed(newsroom.store.searches.add(1, "Bans", "ban*", "", True, NOW), "token")
    tokens = {
        "search.atom": "token",
        "search.json_feed": "token",
        "subscriptions.confirm": links.confirm_token(SECRET, subscription.id, NOW),
        "subscriptions.stop": links.stop_token(SECRET, subscription.id),
        "invitations.accept": invite(newsroom.store, Role.READER, NOW),
        "hubs.confirm": "token",
        "hubs.deliver": "token",
    }
    values = {
        "article_id": newsroom.articles[0],
        "feed_id": newsroom.feeds[0],
        "key": "kyiv",
        "number": 1,
        "slug": "export-bans",
        "story_id": joined(newsroom).engines,
        "delivery_id": newsroom.store.deliveries.latest(1)[0].delivery.id,
        "filename": "logo.svg",
        "job_id": finished_job(app),
    }
    queries = {"search.table": {"q": "ban"}, "numbers.table": {"slug": "volume"}}
    with app.test_request_context():
        return {
            rule.endpoint: app.url_map.bind("localhost").build(
                rule.endpoint,
                {name: values.get(name) or tokens[rule.endpoint] for name in rule.arguments}
                | queries.get(rule.endpoint, {}),
            )
            for rule in app.url_map.iter_rules()
        }


def finished_job(app: Flask) -> str:
    """A back-test that has ended, in its own way."""

    async def nothing(_told: object) -> None:
        return None

    job = app.extensions["wiredesk"].backtests.begin("coproduction", nothing)
    assert job.wait(10)
    return job.id


def methods(app: Flask) -> dict[str, set[str]]:
    return {rule.endpoint: set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in app.url_map.iter_rules()}


def changing(app: Flask) -> list[tuple[str, str]]:
    """Every endpoint with each method by which it changes something."""
    return [(name, method) for name, verbs in methods(app).items() for method in sorted(verbs & CHANGING)]


def test_every_route_is_classified(app: Flask) -> None:
    assert set(methods(app)) == set(CLASSIFIED)


def test_a_view_that_names_no_role_opens_for_nobody(newsroom: Newsroom) -> None:
    app = create_app(newsroom.store, Settings(), SECRET, clock=lambda: NOW, open_desk=True)
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert app.test_client().get("/forgotten").status_code == 500


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_opens_what_it_may_and_nothing_else(
    role: Role | None, app: Flask, client_as: Callable[[Role], FlaskClient], paths: dict[str, str]
) -> None:
    client = client_as(role) if role else app.test_client()
    for endpoint, needed in CLASSIFIED.items():
        for method in sorted(methods(app)[endpoint] - CHANGING):
            response = client.open(paths[endpoint], method=method, buffered=True)
            outcome = (endpoint, method, response.status_code)
            if needed is None or (role and role.may(needed)):
                allowed = 303 if endpoint == "people.sign_in" and role else 200
                if endpoint == "hubs.confirm":  # it opens for a hub's question only
                    allowed = 404
                assert outcome == (endpoint, method, allowed)
            elif role is None and endpoint.startswith("api."):
                assert outcome == (endpoint, method, 401)
            elif role is None:
                assert outcome == (endpoint, method, 303)
                assert response.location.startswith("/sign-in?next=")
            else:
                assert outcome == (endpoint, method, 403)


@pytest.mark.parametrize("role", [None, Role.READER, Role.EDITOR])
def test_changes_are_refused_without_the_role_and_change_nothing(
    role: Role | None,
    app: Flask,
    client_as: Callable[[Role], FlaskClient],
    paths: dict[str, str],
    newsroom: Newsroom,
) -> None:
    client = client_as(role) if role else app.test_client()
    before = contents(newsroom)
    form = {"csrf_token": csrf_token(client)}
    for endpoint, method in changing(app):
        needed = CLASSIFIED[endpoint]
        if needed and not (role and role.may(needed)):
            response = client.open(paths[endpoint], method=method, data=form)
            refusal = 403 if role else 401 if endpoint.startswith("api.") else 303
            assert (endpoint, response.status_code) == (endpoint, refusal)
    assert contents(newsroom) == before


@pytest.mark.parametrize("token", [None, "", "forged", "another session's"])
def test_changes_without_this_sessions_csrf_token_are_refused_and_change_nothing(
    token: str | None, app: Flask, admin: FlaskClient, paths: dict[str, str], newsroom: Newsroom
) -> None:
    if token == "another session's":
        token = csrf_token(app.test_client())
    before = contents(newsroom)
    assert len(changing(app)) > 10
    form = {} if token is None else {"csrf_token": token}
    for endpoint, method in changing(app):
        # one click, RFC 8058: the link is the proof; a hub's push is signed
        if endpoint not in {"subscriptions.stop", "hubs.deliver"}:
            response = admin.open(paths[endpoint], method=method, data=form)
            assert (endpoint, method, response.status_code) == (endpoint, method, 400)
    assert contents(newsroom) == before


def test_no_get_changes_anything(
    app: Flask, admin: FlaskClient, paths: dict[str, str], newsroom: Newsroom
) -> None:
    before = contents(newsroom)
    stranger = app.test_client()
    for endpoint, verbs in methods(app).items():
        if "GET" in verbs:
            for client in (admin, stranger):
                client.get(paths[endpoint], buffered=True)
                client.head(paths[endpoint], buffered=True)
    assert contents(newsroom) == before


def test_pages_forbid_what_they_do_not_need(admin: FlaskClient, paths: dict[str, str], app: Flask) -> None:
    for endpoint, verbs in methods(app).items():
        if "GET" not in verbs:
            continue
        headers = admin.get(paths[endpoint], buffered=True).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), endpoint
        assert "script-src 'unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_no_page_carries_inline_scripts_or_styles(
    admin: FlaskClient, paths: dict[str, str], app: Flask
) -> None:
    for endpoint, verbs in methods(app).items():
        response = (
            admin.get(paths[endpoint], buffered=True)
            if "GET" in verbs and endpoint != "outbox.html"
            else None
        )
        if response is None or response.mimetype != "text/html":
            continue
        assert "<style" not in response.text, endpoint
        assert " style=" not in response.text, endpoint
        assert " onclick=" not in response.text, endpoint
        assert response.text.count("<script") == response.text.count('<script type="module" src="/static/'), (
            endpoint
        )


def test_machines_learn_that_the_desk_is_up(stranger: FlaskClient) -> None:
    response = stranger.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")


def test_the_demo_needs_no_sign_in_and_says_that_it_is_one(newsroom: Newsroom) -> None:
    app = create_app(newsroom.store, Settings(), SECRET, clock=lambda: NOW, open_desk=True)
    client = app.test_client()
    response = client.get("/people")
    assert response.status_code == 200
    assert "Demo of an invented world" in response.text
    assert client.get("/sign-in").location == "/"


def test_the_demo_answers_under_this_machines_names_only(newsroom: Newsroom) -> None:
    app = create_app(newsroom.store, Settings(), SECRET, clock=lambda: NOW, open_desk=True)
    client = app.test_client()
    for name in ("127.0.0.1:8420", "localhost"):
        assert client.get("/", base_url=f"http://{name}").status_code == 200
    for name in ("evil.example", "127.0.0.1.evil.example", "10.0.0.1"):
        refused = client.get("/", base_url=f"http://{name}")
        assert refused.status_code == 400
        assert refused.text == "This server does not answer to that name.\n"


def contents(newsroom: Newsroom) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with newsroom.store.database.reading() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in tables.metadata.tables.items()
        }
