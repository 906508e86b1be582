"""Topics through the API: read, made, changed, and tried on the archive before they are."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from monitor.model import Role
from monitor.pipeline.candidates import candidate
from monitor.settings import Settings
from tests.trial_topics import few_labelled
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import csrf_token
from webui import create_app

FIRES = {
    "slug": "fires",
    "name": "Fires",
    "definition": "Fires where arms are made.",
    "concepts": {
        "fire": {"any": ["explosion*", "blaze*"]},
        "works": {"any": ["arms factory", "powder mill*"]},
    },
    "examples": {
        "match": [{"title": "Blaze at the arms factory"}],
        "near_miss": [{"title": "Blaze at a bakery"}],
    },
}


@pytest.fixture
def app(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    taught = partial(candidate, labelled=few_labelled(tmp_path / "labelled"))
    monkeypatch.setattr("webui.api.topics.candidate", taught)
    monkeypatch.setattr("webui.api.backtests.candidate", taught)
    made = create_app(newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW, models=tmp_path / "models")
    made.testing = True
    return made


def send(client: FlaskClient, method: str, path: str, data: Any = None) -> TestResponse:
    return client.open(path, method=method, json=data, headers={"X-CSRFToken": csrf_token(client)})


def slugs(client: FlaskClient) -> list[str]:
    return [one["slug"] for one in client.get("/api/topics").json["topics"]]


def test_a_topic_reads_as_it_is_written(admin: FlaskClient) -> None:
    found = admin.get("/api/topics/coproduction").json
    assert found["name"] == "Coproduction"
    assert found["examples"]["match"][0]["title"] == "Two yards to build patrol boats under one licence"
    assert admin.get("/api/topics/weather").status_code == 404


def test_a_new_topic_is_tried_and_stored(admin: FlaskClient) -> None:
    response = send(admin, "POST", "/api/topics", FIRES)
    assert (response.status_code, response.json) == (201, {"slug": "fires", "examples": 2, "unseen": None})
    assert "fires" in slugs(admin)
    again = send(admin, "POST", "/api/topics", FIRES)
    assert (again.status_code, "'fires' already" in again.json["error"]) == (409, True)
    changed = send(admin, "PUT", "/api/topics/fires", FIRES | {"name": "Fires in factories"})
    assert changed.status_code == 200
    assert admin.get("/api/topics/fires").json["name"] == "Fires in factories"


@pytest.mark.reliability(59)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "must be a JSON object"),
        ([1], "must be a JSON object"),
        (FIRES | {"definition": ""}, "definition: is empty"),
        (FIRES | {"uses": ["wepon"]}, "no shared concept 'wepon'"),
        (FIRES | {"colour": "red"}, "colour: unknown key"),
        (FIRES | {"query": "blaze (", "query_as": "gate"}, "query, line 1, column 7: "),
        (
            FIRES | {"query": "@blaze", "query_as": "gate"},
            "there is no concept 'blaze': there are @fire, @works",
        ),
        (
            FIRES | {"query": "storm", "query_as": "alone"},
            "examples.match #1 'Blaze at the arms factory': does not",
        ),
        (
            FIRES | {"examples": {"match": [{"title": "Rain"}], "near_miss": [{"title": "Rain"}] * 9}},
            "examples.match #1 'Rain': does not match",
        ),
    ],
)
def test_what_is_wrong_with_a_topic_is_told_and_nothing_stored(
    admin: FlaskClient, data: Any, said: str
) -> None:
    response = send(admin, "POST", "/api/topics", data)
    assert (response.status_code, said in response.json["error"]) == (422, True), response.json
    assert "fires" not in slugs(admin)


def test_a_topic_keeps_its_slug(admin: FlaskClient) -> None:
    assert send(admin, "PUT", "/api/topics/coproduction", FIRES).status_code == 422
    assert send(admin, "PUT", "/api/topics/weather", FIRES).status_code == 404


def test_only_admins_change_topics(client_as: Callable[[Role], FlaskClient]) -> None:
    editor = client_as(Role.EDITOR)
    assert send(editor, "POST", "/api/topics", FIRES).status_code == 403
    assert send(editor, "POST", "/api/topics/coproduction/backtest", {"topic": FIRES}).status_code == 403
    assert editor.get("/api/topics/coproduction").status_code == 200


def ended(client: FlaskClient, job: str) -> dict[str, Any]:
    """What the job says once it has ended, within two minutes."""
    for _ in range(1_200):
        state = client.get(f"/api/backtests/{job}").json
        if state["state"] != "running":
            return state
        time.sleep(0.1)
    raise AssertionError(state)


def test_a_back_test_is_begun_asked_for_and_reports(admin: FlaskClient) -> None:
    edited = admin.get("/api/topics/procurement-scandals").json
    begun = send(admin, "POST", "/api/topics/procurement-scandals/backtest", {"topic": edited, "days": 30})
    assert begun.status_code == 202
    assert begun.headers["Location"].endswith(f"/api/backtests/{begun.json['id']}")
    busy = send(admin, "POST", "/api/topics/procurement-scandals/backtest", {"topic": edited})
    assert busy.status_code == 409
    state = ended(admin, begun.json["id"])
    assert (state["state"], state["failure"]) == ("done", "")
    report = state["report"]
    assert report["articles"] == state["progress"]["total"] > 50
    assert report["kept"]["count"] + report["lost"]["count"] > 0
    assert report["lost"]["newest"][0]["before"]["evidence"]
    assert report["by_day"][0]["date"] == "2026-11-17"


def test_a_back_test_is_cancelled(admin: FlaskClient) -> None:
    edited = admin.get("/api/topics/procurement-scandals").json
    begun = send(admin, "POST", "/api/topics/procurement-scandals/backtest", {"topic": edited})
    assert send(admin, "DELETE", f"/api/backtests/{begun.json['id']}").status_code == 202
    assert ended(admin, begun.json["id"])["state"] == "cancelled"
    assert admin.get("/api/backtests/none").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "topic"),
        ({"topic": FIRES}, "slug: the topic's is 'fires'"),
        ({"topic": {"name": "X"}}, "definition: is missing"),
        ({"topic": FIRES, "days": 0}, "days"),
    ],
)
def test_a_back_test_of_what_is_no_topic_is_refused(admin: FlaskClient, data: Any, said: str) -> None:
    response = send(admin, "POST", "/api/topics/coproduction/backtest", data)
    assert (response.status_code, said in response.json["error"]) == (422, True), response.json


def test_where_no_models_are_kept_nothing_can_be_tried(newsroom: Newsroom) -> None:
    client = create_app(
        newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True
    ).test_client()
    for method, path, data in (
        ("POST", "/api/topics", FIRES),
        ("POST", "/api/topics/fires/backtest", {"topic": FIRES}),
    ):
        response = send(client, method, path, data)
        assert (response.status_code, "no trained models" in response.json["error"]) == (422, True)
