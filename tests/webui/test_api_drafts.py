"""Drafts through the API: made, looked at, forgotten."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from monitor.model import Classified, Match, PollOutcome, Role
from tests.samples import article
from tests.webui.newsroom import FEEDS, NOW, Newsroom
from tests.webui.visits import csrf_token

PATH = "/api/topics/procurement-scandals/draft"


def send(client: FlaskClient, method: str, path: str = PATH, data: Any = None) -> TestResponse:
    return client.open(path, method=method, json=data, headers={"X-CSRFToken": csrf_token(client)})


@pytest.fixture
def edited(admin: FlaskClient) -> dict[str, Any]:
    topic = admin.get("/api/topics/procurement-scandals").json
    return {**topic, "name": "Built together", "wish": "fewer-misses"}


def bring(newsroom: Newsroom) -> list[int]:
    """Two articles come in after the draft; the live topic is given to the first."""
    (lease,) = newsroom.store.feeds.claim([FEEDS[0].url], NOW)
    matches = ((Match("procurement-scandals", 0.9, True),), ())
    new = [
        Classified(replace(article(number), title=f"Boats {number}"), found, "v1")
        for number, found in zip((901, 902), matches, strict=True)
    ]
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, tuple(new)))
    (draft,) = newsroom.store.drafts.all()
    return list(newsroom.store.drafts.waiting(draft, 9))


def test_a_draft_is_made_looked_at_and_forgotten(admin: FlaskClient, edited: dict[str, Any]) -> None:
    assert admin.get("/api/drafts").json == {"drafts": []}
    made = send(admin, "PUT", data={"topic": edited})
    assert (made.status_code, made.headers["Location"]) == (201, PATH)
    assert admin.get(PATH).json == made.json
    assert made.json["topic"]["name"] == "Built together"
    assert made.json["topic"]["wish"] == "fewer-misses"
    assert admin.get("/api/topics/procurement-scandals").json["name"] == "Procurement scandals"
    assert admin.get("/api/drafts").json["drafts"] == [made.json["compared"]]
    assert send(admin, "DELETE").status_code == 204
    assert send(admin, "DELETE").status_code == 404
    assert admin.get(PATH).status_code == 404


def test_what_would_change_is_told_by_the_articles_that_both_have_judged(
    admin: FlaskClient, edited: dict[str, Any], newsroom: Newsroom
) -> None:
    send(admin, "PUT", data={"topic": edited})
    first, second = bring(newsroom)
    (draft,) = newsroom.store.drafts.all()
    newsroom.store.drafts.record(draft, second, {second: 0.7})
    found = admin.get(PATH).json
    assert found["compared"] == {
        "slug": "procurement-scandals",
        "made_at": "2026-11-20T06:12:00Z",
        "articles": 2,
        "live": 1,
        "draft": 1,
        "both": 0,
    }
    assert [one["title"] for one in found["would_change"]["gained"]["newest"]] == ["Boats 902"]
    assert [one["article_id"] for one in found["would_change"]["lost"]["newest"]] == [first]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "must be a JSON object"),
        ({}, "topic"),
        ({"topic": {"name": "X"}}, "definition: is missing"),
        (
            {"topic": {"slug": "other", "name": "X", "definition": "X", "uses": ["weapon"]}},
            "write 'procurement-scandals'",
        ),
        ({"topic": {"name": "X", "definition": "X", "uses": ["weapon"], "wish": "all"}}, "wish: must be"),
    ],
)
def test_what_is_no_topic_makes_no_draft(admin: FlaskClient, data: Any, said: str) -> None:
    response = send(admin, "PUT", data=data)
    assert (response.status_code, said in response.json["error"]) == (422, True), response.json
    assert admin.get("/api/drafts").json == {"drafts": []}


def test_only_admins_draft(client_as: Callable[[Role], FlaskClient], edited: dict[str, Any]) -> None:
    editor = client_as(Role.EDITOR)
    assert send(editor, "PUT", data={"topic": edited}).status_code == 403
    assert editor.get("/api/drafts").status_code == 403
