"""Invitations and the list of users."""

from datetime import datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from monitor.model import Role
from monitor.pipeline.invitations import VALID_FOR, hash_of, invite
from monitor.settings import Settings
from monitor.store import tables
from tests.webui.newsroom import NOW, PASSWORD, Newsroom
from tests.webui.visits import page, post
from webui import create_app

JOINING = {"name": "Iryna", "password": PASSWORD, "zone": "Europe/Kyiv"}


def test_an_admin_invites_and_the_guest_gets_that_role_once(
    admin: FlaskClient, stranger: FlaskClient, newsroom: Newsroom
) -> None:
    shown = page(post(admin, "/people", role="editor"))
    link = shown.select_one(".notice code").text
    assert link.startswith("http://127.0.0.1:8420/invitations/")
    path = link.removeprefix("http://127.0.0.1:8420")
    assert "editor" in stranger.get(path).text
    assert post(stranger, path, **JOINING).status_code == 303
    assert stranger.get("/").status_code == 200
    assert stranger.get("/people").status_code == 403
    user, kept = newsroom.store.users.password_hash_of("Iryna")
    assert (user.role, user.zone) == (Role.EDITOR, "Europe/Kyiv")
    assert kept.startswith("scrypt:")
    assert stranger.get(path).status_code == 404
    assert post(stranger, path, **JOINING | {"name": "Another"}).status_code == 404
    assert "Iryna" in admin.get("/people").text


def test_only_the_hash_of_an_invitation_is_kept(newsroom: Newsroom) -> None:
    token = invite(newsroom.store, Role.READER, NOW)
    with newsroom.store.database.reading() as connection:
        row = connection.execute(select(tables.invitations)).one()
    assert row.token_hash == hash_of(token)
    assert token not in repr(row)


def test_an_invitation_ends_after_seven_days(newsroom: Newsroom) -> None:
    moments: list[datetime] = [NOW + VALID_FOR - timedelta(seconds=1)]
    client = create_app(newsroom.store, Settings(), b"k" * 32, clock=lambda: moments[-1]).test_client()
    path = f"/invitations/{invite(newsroom.store, Role.READER, NOW)}"
    assert client.get(path).status_code == 200
    moments.append(NOW + VALID_FOR)
    assert client.get(path).status_code == 404
    assert post(client, path, **JOINING).status_code == 404


def test_an_invented_link_looks_like_a_used_one(stranger: FlaskClient) -> None:
    for token in ("nonsense", "é", "%00", "a" * 3000):
        response = stranger.get(f"/invitations/{token}")
        assert (response.status_code, page(response).h1.text) == (404, "This link opens nothing")


def test_what_is_wrong_stands_at_its_field_and_the_invitation_still_holds(
    stranger: FlaskClient, newsroom: Newsroom
) -> None:
    path = f"/invitations/{invite(newsroom.store, Role.READER, NOW)}"
    wrong = {
        "name": ["", "   ", "reader one", "n" * 81, "a\u0007b"],
        "password": ["", "short", "x" * 1001],
        "zone": ["", "Mars/Olympus"],
    }
    for field, values in wrong.items():
        for value in values:
            response = post(stranger, path, **JOINING | {field: value})
            assert (field, value, response.status_code) == (field, value, 422)
            assert page(response).select_one(f".field:has([name={field}]) .field-error"), (field, value)
            assert len(page(response).select(".field-error")) == 1
            if field == "zone":
                assert page(response).select_one("#name")["value"] == "Iryna"
            assert PASSWORD not in response.text
    assert post(stranger, path, **JOINING).status_code == 303


def test_an_invented_role_is_refused(admin: FlaskClient, newsroom: Newsroom) -> None:
    response = post(admin, "/people", role="owner")
    assert response.status_code == 422
    with newsroom.store.database.reading() as connection:
        assert connection.execute(select(tables.invitations)).all() == []


def test_the_page_that_shows_a_link_is_not_kept_by_the_browser(admin: FlaskClient) -> None:
    assert post(admin, "/people", role="reader").headers["Cache-Control"] == "no-store"
