"""Editors decide what an article is about, on its page and through the API."""

import pytest
from flask.testing import FlaskClient

from monitor.model import Classified, Match, Says
from monitor.store.articles.desk import DeskFilter
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import csrf_token, page, post

EXPORT, COPRODUCTION, SCANDALS = "export-bans", "coproduction", "procurement-scandals"


@pytest.fixture
def path(newsroom: Newsroom) -> str:
    """The page of an article that carries export bans and coproduction, says the classifier."""
    return f"/articles/{newsroom.articles[0]}"


def why(client: FlaskClient, path: str) -> str:
    return " ".join(page(client.get(path)).select_one("aside .card").get_text(" ").split())


def test_an_editor_says_right_and_the_page_says_who_decided(editor: FlaskClient, path: str) -> None:
    assert "The classifier decided this, not a person." in why(editor, path)
    response = post(editor, f"{path}/verdicts", topic=EXPORT, says="carries", note="the minister says so")
    assert (response.status_code, response.location) == (303, path)
    assert "Kept: it carries Export bans" in editor.get(path).text
    told = why(editor, path)
    assert "Decided by editor one , Fri 20 Nov 2026, 08:12 EET : the minister says so" in told
    assert "All decisions (1)" in told


def test_the_page_says_where_the_second_reader_decided(
    editor: FlaskClient, newsroom: Newsroom, path: str
) -> None:
    store, number = newsroom.store, newsroom.articles[0]
    article = store.matches.outdated("v2", 500)[number]
    found = (
        Match(EXPORT, 0.41, True, (), "v2", second_reader="tiny"),
        Match(COPRODUCTION, 0.9, True, (), "v2"),
    )
    store.matches.replace({number: Classified(article, found, "v2")}, NOW)
    sentence = "The classifier was not sure: the second reader decided this (the model tiny ), not a person."
    told = why(editor, path)
    assert (told.count(sentence), told.count("The classifier decided this, not a person.")) == (1, 1)
    assert "decided by the second reader (the model tiny)" in page(editor.get(f"/ledger?q={number}")).text
    post(editor, f"{path}/verdicts", topic=EXPORT, says="not")
    assert sentence not in why(editor, path)
    post(editor, f"{path}/verdicts", topic=EXPORT, says="withdrawn")
    assert sentence in why(editor, path)


def test_a_topic_called_wrong_leaves_the_desk_and_stays_on_the_page_as_a_decision(
    editor: FlaskClient, path: str, newsroom: Newsroom
) -> None:
    post(editor, f"{path}/verdicts", topic=COPRODUCTION, says="not")
    listed = newsroom.store.desk.page(DeskFilter(COPRODUCTION), 500).lines
    assert newsroom.articles[0] not in {line.article_id for line in listed}
    assert "Not Coproduction" in why(editor, path)
    post(editor, f"{path}/verdicts", topic=COPRODUCTION, says="withdrawn")
    assert "Not Coproduction" not in why(editor, path)
    assert [m.topic for m in newsroom.store.desk.article(newsroom.articles[0]).matches] == [
        EXPORT,
        COPRODUCTION,
    ]


def test_the_form_offers_the_topics_that_are_neither_carried_nor_decided_on(
    editor: FlaskClient, path: str
) -> None:
    offered = [option["value"] for option in page(editor.get(path)).select("select#also option")]
    assert offered == [SCANDALS]
    post(editor, f"{path}/verdicts", topic=SCANDALS, says="carries")
    shown = page(editor.get(path))
    assert not shown.select("select#also")
    assert "The classifier does not find it here; a person does." in shown.text
    assert "by editor one" in shown.select_one(f"aside a[href='/?topic={SCANDALS}']").text


def test_a_reader_sees_who_decided_and_cannot_decide(
    reader: FlaskClient, editor: FlaskClient, path: str
) -> None:
    post(editor, f"{path}/verdicts", topic=EXPORT, says="carries")
    shown = page(reader.get(path))
    assert "Decided by editor one" in " ".join(shown.get_text(" ").split())
    assert not shown.select("form.verdict")
    assert post(reader, f"{path}/verdicts", topic=EXPORT, says="not").status_code == 403


@pytest.mark.parametrize(("topic", "says"), [("unheard-of", "carries"), (EXPORT, "perhaps"), ("", "")])
def test_nonsense_is_refused(
    editor: FlaskClient, path: str, topic: str, says: str, newsroom: Newsroom
) -> None:
    assert post(editor, f"{path}/verdicts", topic=topic, says=says).status_code == 400
    assert post(editor, "/articles/999999/verdicts", topic=EXPORT, says="not").status_code == 404
    assert newsroom.store.verdicts.all() == []


@pytest.mark.reliability(51)
def test_a_note_is_shown_as_it_was_written(editor: FlaskClient, path: str) -> None:
    post(editor, f"{path}/verdicts", topic=EXPORT, says="carries", note="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in page(editor.get(path)).select_one("aside q").text
    assert not page(editor.get(path)).select("aside script")


def test_the_ledger_tells_of_decisions(editor: FlaskClient, path: str, newsroom: Newsroom) -> None:
    post(editor, f"{path}/verdicts", topic=EXPORT, says="not", note="a film")
    found = page(editor.get("/ledger", query_string={"q": newsroom.articles[0]}))
    moments = [" ".join(one.get_text(" ").split()) for one in found.select(".timeline li")]
    assert moments[-1].endswith("editor one decided that it does not carry Export bans: a film")


def api(client: FlaskClient, path: str, body: object, token: str = "") -> tuple[int, dict]:
    headers = {"X-CSRFToken": token or client.get("/api/session").json["csrf_token"]}
    response = client.post(path, json=body, headers=headers)
    return response.status_code, response.json


def test_the_api_takes_and_tells_verdicts(editor: FlaskClient, path: str) -> None:
    address = f"/api{path}/verdicts"
    assert editor.get(address).json == {"verdicts": []}
    status, answer = api(editor, address, {"topic": EXPORT, "says": "not", "note": " a film "})
    assert status == 200
    (told,) = answer["verdicts"]
    assert told["classifier"] > 0.5
    assert {name: told[name] for name in ("topic", "says", "who", "at", "note", "text_changed")} == {
        "topic": EXPORT,
        "says": "not",
        "who": "editor one",
        "at": "2026-11-20T06:12:00Z",
        "note": "a film",
        "text_changed": False,
    }
    assert editor.get(address).json == answer


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"topic": EXPORT, "says": "perhaps"}, "says"),
        ({"topic": "unheard-of", "says": "not"}, "unheard-of"),
        ({"topic": EXPORT, "says": "not", "note": "x" * 501}, "note"),
        ({"topic": EXPORT, "says": "not", "by": "me"}, "by"),
        ([EXPORT], "JSON object"),
    ],
)
def test_the_api_says_what_is_wrong_with_a_request(
    editor: FlaskClient, path: str, body: object, named: str, newsroom: Newsroom
) -> None:
    status, answer = api(editor, f"/api{path}/verdicts", body)
    assert status == 422
    assert named in answer["error"]
    assert newsroom.store.verdicts.all() == []


def test_the_api_refuses_strangers_readers_and_forged_requests_in_json(
    stranger: FlaskClient, reader: FlaskClient, editor: FlaskClient, path: str, newsroom: Newsroom
) -> None:
    address, body = f"/api{path}/verdicts", {"topic": EXPORT, "says": Says.NOT}
    assert (stranger.get(address).status_code, "error" in stranger.get(address).json) == (401, True)
    assert api(stranger, address, body, csrf_token(stranger))[0] == 401
    assert api(reader, address, body)[0] == 403
    assert api(editor, address, body, "forged")[0] == 400
    status, answer = api(editor, "/api/articles/999999/verdicts", body)
    assert (status, "nothing here" in answer["error"]) == (404, True)
    assert newsroom.store.verdicts.all() == []
