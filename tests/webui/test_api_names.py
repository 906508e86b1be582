"""Names, spellings and quotations for programs."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from monitor.model import Role
from tests.webui.newsroom import Newsroom
from tests.webui.speeches import told


@pytest.fixture
def articles(newsroom: Newsroom) -> tuple[int, ...]:
    return told(newsroom.store)


@pytest.fixture
def editor(client_as: Callable[[Role], FlaskClient], articles: tuple[int, ...]) -> FlaskClient:
    return client_as(Role.EDITOR)


def sending(client: FlaskClient, path: str, body: object):
    token = client.get("/api/session").json["csrf_token"]
    return client.post(path, json=body, headers={"X-CSRFToken": token})


def test_names_are_listed_and_found(editor: FlaskClient) -> None:
    listed = editor.get("/api/names").json
    assert [(one["key"], one["articles"]) for one in listed["names"]] == [
        ("kyiv", 5),
        ("rheinmetall", 4),
        ("boris-pistorius", 2),
    ]
    assert (listed["found"], listed["days"]) == (3, 7)
    assert "kyiv" in [one["key"] for one in editor.get("/api/names?q=Kiew").json["names"]]


def test_a_name_is_told_whole(editor: FlaskClient, articles: tuple[int, ...]) -> None:
    shown = editor.get("/api/names/boris-pistorius").json
    assert (shown["name"], shown["kind"], shown["countries"]) == ("Boris Pistorius", "person", ["de"])
    assert shown["seen"] == {
        "articles": 2,
        "first_at": "2026-11-20T02:52:00Z",
        "last_at": "2026-11-20T05:52:00Z",
    }
    assert [one["article_id"] for one in shown["articles"]] == list(articles[:2])
    assert shown["together"] == [{"key": "kyiv", "articles": 2}, {"key": "rheinmetall", "articles": 2}]
    assert editor.get("/api/names/nobody").status_code == 404


def test_an_editor_decides_on_a_spelling(editor: FlaskClient) -> None:
    first, _ = editor.get("/api/names/spellings").json["spellings"]
    assert (first["written"], first["name"], first["articles"]) == ("Rustem Umierov", "rustem-umerov", 2)
    path = f"/api/names/spellings/{first['number']}"
    decided = sending(editor, path, {"says": "confirmed"}).json
    assert (decided["state"], decided["decided_by"]) == ("confirmed", "editor one")
    assert editor.get("/api/names/rustem-umerov").json["seen"]["articles"] == 2
    assert sending(editor, path, {"says": "perhaps"}).status_code == 422
    assert sending(editor, "/api/names/spellings/999", {"says": "refused"}).status_code == 404


def test_readers_and_strangers_decide_nothing(
    reader: FlaskClient, stranger: FlaskClient, articles: tuple[int, ...]
) -> None:
    assert sending(reader, "/api/names/spellings/1", {"says": "confirmed"}).status_code == 403
    for path in ("/api/names", "/api/names/kyiv", "/api/names/spellings", "/api/quotes"):
        assert stranger.get(path).status_code == 401


def test_quotations_are_told_with_their_places(editor: FlaskClient, articles: tuple[int, ...]) -> None:
    found = editor.get("/api/quotes?words=lundi").json
    (one,) = found["quotes"]
    assert (one["words"], one["speaker"], one["role"]) == (
        "Nous signons lundi",
        "Oona Kestrelby",
        "directrice du chantier",
    )
    assert (one["article"], one["language"], one["name"], one["indirect"]) == (articles[3], "fr", None, False)
    assert one["passage"] == f"/articles/{articles[3]}?quote=content-{one['start']}"
    assert (found["older"], found["ignored"]) == (None, [])
    assert editor.get("/api/quotes?since=never").json["ignored"] == ["since"]
