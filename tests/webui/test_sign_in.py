"""Signing in and out."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from monitor.model import Role
from monitor.pipeline.invitations import hash_of
from monitor.settings import Settings
from monitor.store import tables
from tests.webui.newsroom import NOW, PASSWORD, Newsroom
from tests.webui.visits import page, post, sign_in
from webui import create_app
from webui.people.sign_ins import VALID_FOR

LOOPBACK = "127.0.0.1"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def session_token(client: FlaskClient) -> str:
    with client.session_transaction() as session:
        return session["sign_in"]


def test_the_right_password_leads_to_the_page_that_was_asked_for(stranger: FlaskClient) -> None:
    asked = stranger.get("/feeds?x=1")
    assert asked.location == "/sign-in?next=/feeds?x%3D1"
    shown = page(stranger.get(asked.location)).find("input", {"name": "next"})
    response = sign_in(stranger, "reader one", next=shown["value"])
    assert (response.status_code, response.location) == (303, "/feeds?x=1")
    assert stranger.get("/feeds").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"), [("reader one", "wrong"), ("nobody", PASSWORD), ("", ""), ("a\0b", "x")]
)
def test_a_wrong_name_and_a_wrong_password_look_the_same(
    stranger: FlaskClient, name: str, password: str
) -> None:
    response = sign_in(stranger, name, password)
    assert response.status_code == 422
    assert page(response).find(role="alert").text == "Name or password is wrong."
    assert stranger.get("/").status_code == 303


def test_the_cookie_is_for_this_site_and_not_for_scripts(stranger: FlaskClient) -> None:
    cookie = sign_in(stranger, "reader one").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_the_cookie_is_secure_where_the_desk_or_the_request_is(newsroom: Newsroom) -> None:
    settings = Settings.model_validate({"server": {"base_url": "https://desk.example.org"}})
    behind_tls = create_app(newsroom.store, settings, b"k" * 32, clock=lambda: NOW).test_client()
    assert "Secure" in behind_tls.get("/sign-in").headers["Set-Cookie"]
    plain = create_app(newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW).test_client()
    assert "Secure" in plain.get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]


def test_forms_work_over_tls_although_no_page_sends_a_referrer(stranger: FlaskClient) -> None:
    base = "https://localhost"
    token = page(stranger.get("/sign-in", base_url=base)).find("input", {"name": "csrf_token"})["value"]
    form = {"csrf_token": token, "name": "reader one", "password": PASSWORD}
    assert stranger.post("/sign-in", base_url=base, data=form).status_code == 303


def test_each_sign_in_has_a_new_token_that_is_stored_as_a_hash(
    stranger: FlaskClient, newsroom: Newsroom
) -> None:
    sign_in(stranger, "reader one")
    first = session_token(stranger)
    sign_in(stranger, "reader one")
    second = session_token(stranger)
    assert first != second
    with newsroom.store.database.reading() as connection:
        assert list(connection.scalars(select(tables.sign_ins.c.token_hash))) == [hash_of(second)]


def test_signing_out_kills_the_session_on_the_server_too(reader: FlaskClient) -> None:
    stolen = reader.get_cookie("wiredesk").value
    assert post(reader, "/sign-out").status_code == 303
    assert reader.get("/").status_code == 303
    reader.set_cookie("wiredesk", stolen)
    assert reader.get("/").status_code == 303


def test_a_sign_in_ends_by_itself(newsroom: Newsroom) -> None:
    clock = Clock()
    client = create_app(newsroom.store, Settings(), b"k" * 32, clock=clock).test_client()
    sign_in(client, "reader one")
    clock.now = NOW + VALID_FOR - timedelta(seconds=1)
    assert client.get("/").status_code == 200
    clock.now = NOW + VALID_FOR
    assert client.get("/").status_code == 303


def test_a_user_deleted_while_signed_in_is_out(reader: FlaskClient, newsroom: Newsroom) -> None:
    with newsroom.store.database.writing() as connection:
        connection.execute(delete(tables.users).where(tables.users.c.name == "reader one"))
    assert reader.get("/").status_code == 303


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "///evil.example",
        "/\t/evil.example", "/\n/evil.example", "\t//evil.example", "javascript:alert(1)", "evil.example", "/a//b",
        "%2f%2fevil.example", "/ /evil.example", "",
    ],
)  # fmt: skip
def test_after_signing_in_one_stays_on_this_site(stranger: FlaskClient, onward: str) -> None:
    assert (
        page(stranger.get("/sign-in", query_string={"next": onward})).find("input", {"name": "next"})["value"]
        == "/"
    )
    assert sign_in(stranger, "reader one", next=onward).location == "/"


def test_repeated_failures_slow_down_that_name_from_that_address_only(newsroom: Newsroom) -> None:
    clock = Clock()
    app = create_app(newsroom.store, Settings(), b"k" * 32, clock=clock)
    client, elsewhere = app.test_client(), app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert [sign_in(client, "reader one", "wrong").status_code for _ in range(6)] == [422] * 5 + [429]
    refused = sign_in(client, "reader one")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "300"
    assert page(refused).find(role="alert").text == "Too many tries. Wait 5 minutes and try again."
    assert sign_in(client, "editor one").status_code == 303
    assert sign_in(elsewhere, "reader one").status_code == 303
    clock.now += timedelta(minutes=5)
    assert sign_in(client, "reader one").status_code == 303


def test_the_whole_address_is_slowed_down_when_it_tries_many_names(newsroom: Newsroom) -> None:
    client = create_app(newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW).test_client()
    codes = [sign_in(client, f"guess {number}", "wrong").status_code for number in range(31)]
    assert codes == [422] * 30 + [429]


def test_an_unknown_name_costs_a_password_check_too(
    stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from webui.people import passwords

    checked = []
    real = passwords.check_password_hash
    monkeypatch.setattr(
        passwords, "check_password_hash", lambda kept, given: checked.append(kept) or real(kept, given)
    )
    sign_in(stranger, "nobody", "wrong")
    sign_in(stranger, "reader one", "wrong")
    methods = [re.match(r"scrypt:\d+:\d+:\d+", kept).group() for kept in checked]
    assert len(methods) == 2
    assert len(set(methods)) == 1


def test_people_choose_the_zone_in_which_they_read_times(client_as: Callable[[Role], FlaskClient]) -> None:
    client = client_as(Role.READER)
    assert "08:10" in client.get("/items").text  # 06:10 UTC, in Kyiv
    assert post(client, "/account", zone="America/New_York").status_code == 303
    shown = page(client.get("/items")).select_one(".row-time time")
    assert (shown.text, shown["title"]) == ("01:10", "2026-11-20T06:10:00Z")


def test_an_invented_zone_is_refused_at_its_field(reader: FlaskClient) -> None:
    response = post(reader, "/account", zone="Mars/Olympus")
    assert response.status_code == 422
    assert "Choose a time zone" in page(response).select_one(".field-error").text


def test_the_demos_visitor_keeps_a_zone_without_an_account(newsroom: Newsroom) -> None:
    app = create_app(newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True)
    client = app.test_client()
    post(client, "/account", zone="Asia/Tokyo")
    assert page(client.get("/items")).select_one(".row-time").text.strip() == "15:10"


def test_errors_show_a_page_in_the_house_style_and_no_trace(app: Flask) -> None:
    def broken() -> str:
        raise RuntimeError("<script>secret detail</script>")

    from webui.access import public

    app.add_url_rule("/broken", "broken", public(broken))
    app.testing = False
    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert "Something broke here" in response.text
    assert "secret detail" not in response.text
    assert "Traceback" not in response.text
    missing = app.test_client().get("/no/<script>alert(1)</script>")
    assert missing.status_code == 404
    assert "There is nothing here" in missing.text
    assert "alert(1)" not in missing.text
    assert app.test_client().post("/").status_code == 405
    huge = app.test_client().post("/sign-in", data={"name": "x" * 2_000_000})
    assert huge.status_code == 413
    assert "That was too large" in huge.text
