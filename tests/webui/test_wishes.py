"""An admin sees what each wish would bring, and chooses one."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from monitor.model import QueryRole, Role, Topic, Wish
from monitor.topics.intervals import Share
from monitor.topics.judging.wishes import Choice, Effect, Weighed
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import csrf_token, page, post

PATH = "/topics/coproduction"
FAILING = "coproduction.toml: examples.match #1 'Two yards': does not match"


def effect(wish: Wish, threshold: float, a_day: float, *failing: str) -> Effect:
    return Effect(
        Choice(wish, threshold, Share(0.8, 0.7, 0.9, 60), Share(0.75, 0.6, 0.85, 64)), a_day, failing
    )


@pytest.fixture
def weighed(newsroom: Newsroom) -> None:
    effects = (
        effect(Wish.FEWER_MISSES, 0.2, 4.26),
        effect(Wish.BALANCED, 0.4, 3.5),
        effect(Wish.FEWER_ALARMS, 0.6, 1.04, FAILING),
    )
    newsroom.store.wish_effects.put(
        {"coproduction": Weighed(9_000, 3_000, effects), "export-bans": Weighed(9_000, 3_000, ())}, "v1", NOW
    )


def put(client: FlaskClient, data: Any, path: str = PATH) -> TestResponse:
    return client.put(f"/api{path}/wish", json=data, headers={"X-CSRFToken": csrf_token(client)})


def told(client: FlaskClient, path: str = PATH) -> str:
    return " ".join(page(client.get(f"{path}/quality")).select_one(".wishes").get_text(" ").split())


def wish(newsroom: Newsroom) -> Wish:
    return next(one.wish for one in newsroom.store.topics.all() if one.slug == "coproduction")


@pytest.mark.usefixtures("weighed")
def test_the_effect_of_each_wish_is_shown_before_one_is_chosen(
    admin: FlaskClient, reader: FlaskClient
) -> None:
    for client in (admin, reader):
        text = told(client)
        assert "goes by: balanced" in text
        assert "Fewer misses 0.20 80 % (70–90 %, 60 matched) 75 % (60–85 %, 64 carry it) 4.3" in text
        assert "Balanced in use 0.40" in text
        assert f"Fewer false alarms {FAILING} 0.60" in text
        assert (
            "by 3\u202f000 of the 9\u202f000 articles of the last 28 days"
            in client.get(f"{PATH}/quality").text
        )
    shown = page(admin.get(f"{PATH}/quality"))
    assert [one["value"] for one in shown.select("input[name=wish][checked]")] == ["balanced"]
    assert [one["value"] for one in shown.select("input[name=wish][disabled]")] == ["fewer-false-alarms"]
    assert not page(reader.get(f"{PATH}/quality")).select(".wishes input[name=wish], .wishes button")


@pytest.mark.usefixtures("weighed")
def test_an_admin_chooses(admin: FlaskClient, reader: FlaskClient, newsroom: Newsroom) -> None:
    assert post(reader, f"{PATH}/wish", wish="fewer-misses").status_code == 403
    assert post(admin, f"{PATH}/wish", wish="fewer-misses").location == f"{PATH}/quality"
    assert wish(newsroom) is Wish.FEWER_MISSES
    shown = page(admin.get(f"{PATH}/quality"))
    assert "Kept: fewer misses." in shown.select_one(".notice").text
    assert "goes by: fewer misses" in told(admin)


@pytest.mark.usefixtures("weighed")
def test_what_cannot_be_chosen_says_why(admin: FlaskClient, newsroom: Newsroom) -> None:
    post(admin, f"{PATH}/wish", wish="fewer-false-alarms")
    assert FAILING in page(admin.get(f"{PATH}/quality")).select_one(".notice").text
    assert post(admin, f"{PATH}/wish", wish="everything").status_code == 400
    assert post(admin, "/topics/unheard-of/wish", wish="balanced").status_code == 404
    assert wish(newsroom) is Wish.BALANCED


@pytest.mark.usefixtures("weighed")
def test_where_there_is_nothing_to_weigh_the_page_says_why(admin: FlaskClient, newsroom: Newsroom) -> None:
    assert "Too few labelled items" in told(admin, "/topics/export-bans")
    assert "measured within minutes" in told(admin, "/topics/procurement-scandals")
    newsroom.store.topics.put([Topic("gales", "Gales", "", {}, query="gale", query_as=QueryRole.ALONE)])
    assert "Its query decides alone" in told(admin, "/topics/gales")


@pytest.mark.usefixtures("weighed")
def test_the_api_tells_and_chooses(
    admin: FlaskClient, client_as: Callable[[Role], FlaskClient], newsroom: Newsroom
) -> None:
    before = admin.get(f"/api{PATH}/wish").json
    assert (before["wish"], before["measured"]["at"]) == ("balanced", "2026-11-20T06:12:00Z")
    assert before["measured"]["weighed"]["effects"][0]["choice"]["precision"]["value"] == 0.8
    assert put(client_as(Role.EDITOR), {"wish": "fewer-misses"}).status_code == 403
    assert put(admin, {"wish": "fewer-misses"}).json["wish"] == "fewer-misses"
    assert wish(newsroom) is Wish.FEWER_MISSES
    assert admin.get(f"/api{PATH}").json["wish"] == "fewer-misses"


@pytest.mark.parametrize(
    ("data", "path", "said"),
    [
        ({"wish": "fewer-false-alarms"}, PATH, "does not match"),
        (
            {"wish": "everything"},
            PATH,
            "wish: Input should be 'fewer-misses', 'balanced' or 'fewer-false-alarms'",
        ),
        ({}, PATH, "wish"),
        ([], PATH, "must be a JSON object"),
        ({"wish": "fewer-misses"}, "/topics/export-bans", "too few labelled items"),
        ({"wish": "fewer-misses"}, "/topics/procurement-scandals", "not known yet"),
    ],
)
@pytest.mark.usefixtures("weighed")
def test_the_api_refuses_with_a_reason(admin: FlaskClient, data: Any, path: str, said: str) -> None:
    response = put(admin, data, path)
    assert (response.status_code, said in response.json["error"]) == (422, True), response.json
