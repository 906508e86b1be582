"""Since my last shift, what comes meanwhile, who is looking, going by name, and the reader's own keys."""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from monitor.model import Act, Do, Role
from monitor.store.desk.readers import DeskReader
from tests.webui.desked import Desked
from tests.webui.joined import arrive
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_desk import row, words
from tests.webui.visits import page, post
from webui.desk.keymap import ACTIONS, changes, keymap
from webui.desk.shift import shift_from

EARLIER = NOW - timedelta(hours=9)


def heard(client: FlaskClient, since: str, query: str = "") -> dict[str, object]:
    response = client.get(f"/events?since={quote(since)}{query}")
    assert (response.status_code, response.mimetype) == (200, "text/event-stream")
    pause, event, data, *_ = response.text.split("\n")
    assert (pause, event) == ("retry: 20000", "event: news")
    return json.loads(data.removeprefix("data: "))


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        (DeskReader(), NOW - timedelta(days=1)),
        (DeskReader(shift_from=EARLIER, seen_at=NOW - timedelta(hours=1)), EARLIER),
        (DeskReader(shift_from=EARLIER, seen_at=NOW - timedelta(hours=5)), NOW - timedelta(hours=5)),
    ],
)
def test_a_shift_begins_where_the_last_one_ended_or_the_reader_left_for_long(
    works: DeskReader, expected: object
) -> None:
    assert shift_from(works, NOW) == expected


def test_a_shift_tells_what_came_and_what_colleagues_decided(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    triage = newsroom.store.triage
    newsroom.store.desk_readers.visit(_id(newsroom, Role.READER), NOW, NOW - timedelta(minutes=20))
    arrive(newsroom, full.joined.engines, NOW)
    triage.act([full.joined.engines], Act(Do.REFUSE, "old news"), "editor one", NOW)
    triage.act(full.single[:1], Act(Do.ASSIGN, "admin one"), "editor one", NOW)
    triage.act(full.single[1:2], Act(Do.USE), "reader one", NOW)
    (undone,) = triage.act(full.single[2:3], Act(Do.USE), "editor one", NOW)
    triage.undo(undone.batch, "editor one", NOW)
    triage.act(full.single[3:4], Act(Do.USE), "editor one", NOW - timedelta(hours=1))
    shown = page(reader.get("/shift")).select_one(".desk-since")
    assert [words(entry).partition("just now ")[2] for entry in shown.select("li:has(p)")] == [
        "editor one assigned it to admin one",
        "editor one says it is not for us: old news",
    ]
    assert words(shown.select_one(".since-owners")) == "@admin one 1"
    assert "3 new stories" in words(shown)  # of the last twenty minutes


def test_a_shift_that_is_done_leaves_nothing_behind(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    newsroom.store.triage.act(full.single[:1], Act(Do.USE), "editor one", NOW - timedelta(minutes=1))
    assert "editor one marked it as used" in words(page(reader.get("/")).select_one("#aside"))
    assert "Your shift is done" in page(reader.get(post(reader, "/shift/done").location)).text
    aside = words(page(reader.get("/")).select_one("#aside"))
    assert "Nothing so far." in aside
    assert "0 new stories" in aside


def test_a_sign_of_life_begins_a_shift_and_looking_at_the_desk_does_not(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    me = _id(newsroom, Role.READER)
    reader.get("/")
    assert newsroom.store.desk_readers.of(me) == DeskReader()
    assert post(reader, "/desk/here").status_code == 204
    assert newsroom.store.desk_readers.of(me) == DeskReader(shift_from=NOW - timedelta(days=1), seen_at=NOW)
    newsroom.store.desk_readers.visit(me, EARLIER, EARLIER - timedelta(days=1))
    post(reader, "/desk/here")
    assert newsroom.store.desk_readers.of(me) == DeskReader(shift_from=EARLIER, seen_at=NOW)


def test_what_came_since_the_page_was_made_is_counted_as_the_page_lists_it(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    before = (NOW - timedelta(minutes=5)).isoformat()
    came = heard(reader, before)
    arrive(newsroom, full.joined.engines, NOW)
    assert heard(reader, before) == came | {"moved": 1}
    assert heard(reader, before, "&words=crowns") == {"new": 0, "moved": 1, "looking": {}}
    assert heard(reader, NOW.isoformat()) == {"new": 0, "moved": 0, "looking": {}}


@pytest.mark.parametrize("since", ["yesterday", "2026-11-20T06:00:00"])
def test_an_unclear_moment_is_refused(reader: FlaskClient, since: str) -> None:
    assert reader.get(f"/events?since={since}").status_code == 400


def test_who_is_looking_at_a_story_is_told_to_others_for_a_while(
    reader: FlaskClient, client_as: Callable[[Role], FlaskClient], newsroom: Newsroom, full: Desked
) -> None:
    editor, story = client_as(Role.EDITOR), full.joined.engines
    assert post(editor, "/desk/here", story=story).status_code == 204
    assert words(row(page(reader.get("/")), story).select_one(".desk-looking")) == "editor one looking"
    assert heard(reader, NOW.isoformat())["looking"] == {str(story): ["editor one"]}
    assert "editor one looking at it now" in page(reader.get(f"/stories/{story}")).text
    assert words(row(page(editor.get("/")), story).select_one(".desk-looking")) == ""
    left = NOW - timedelta(minutes=2)
    newsroom.store.desk_readers.is_at(_id(newsroom, Role.EDITOR), "editor one", story, left)
    assert heard(reader, NOW.isoformat())["looking"] == {}
    assert post(editor, "/desk/here", story=999_999).status_code == 404


@pytest.mark.parametrize(
    ("asked", "kind", "address"),
    [
        ("export", "topic", "/?topic=export-bans"),
        ("led", "page", "/ledger"),
        ("norr", "feed", "/feeds/1"),
        ("kyiv", "name", "/names/kyiv"),
        ("Drohnenmotoren", "story", "/stories/1"),
        ("#1", "story", "/stories/1"),
    ],
)
def test_one_goes_to_a_place_by_its_name(
    reader: FlaskClient, full: Desked, asked: str, kind: str, address: str
) -> None:
    shown = page(reader.get("/go", query_string={"q": asked}))
    found = {
        str(link["href"]): words(link.select_one(".place-kind")) for link in shown.select(".go-places a")
    }
    assert found[address] == kind
    part = reader.get("/go", query_string={"q": asked}, headers={"X-Part": "1"})
    assert address in {str(option["data-address"]) for option in page(part).select("[role=option]")}


def test_a_place_that_nobody_knows_is_said_to_be_none_and_admins_pages_are_not_offered(
    reader: FlaskClient, full: Desked
) -> None:
    assert "Nothing is called so" in reader.get("/go?q=zebra").text
    assert "/people" not in reader.get("/go?q=people").text


def test_a_story_is_decided_on_from_its_own_page(
    client_as: Callable[[Role], FlaskClient], newsroom: Newsroom, full: Desked
) -> None:
    editor, address = client_as(Role.EDITOR), f"/stories/{full.joined.engines}"
    tools = page(editor.get(address)).select_one("#act")
    fields = {str(field["name"]): str(field["value"]) for field in tools.select("input[type=hidden]")}
    assert (fields["story"], fields["back"]) == (str(full.joined.engines), address)
    shown = page(editor.get(post(editor, "/desk/act", **fields, do="refuse", reason="old news").location))
    assert "1 story: not for us" in words(shown.select_one("#done"))
    assert words(shown.select_one(".story-triage .aside-standing")) == "Not for us old news"
    assert "editor one says it is not for us: old news" in words(shown.select_one(".desk-history"))


def test_a_reader_changes_keys_and_gets_the_usual_ones_back(reader: FlaskClient, newsroom: Newsroom) -> None:
    usual = {name: action.key for name, action in ACTIONS.items()}
    assert post(reader, "/account/keys", **usual | {"next": "s", "go-desk": "g h"}).status_code == 303
    keys = {str(one["data-action"]): one.kbd.text for one in page(reader.get("/")).select("#keys li")}
    assert (keys["next"], keys["go-desk"], keys["previous"]) == ("s", "g h", "k")
    post(reader, "/account/keys", reset="1")
    assert newsroom.store.desk_readers.of(_id(newsroom, Role.READER)).keys == {}


def test_keys_in_each_others_way_are_named_and_nothing_is_kept(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    response = post(reader, "/account/keys", next="k")
    assert response.status_code == 422
    errors = [words(error) for error in page(response).select(".field-error")]
    assert "“k” and “k” of “Previous story” are in each other’s way." in errors
    assert page(response).select_one("#key-next")["value"] == "k"
    assert newsroom.store.desk_readers.of(_id(newsroom, Role.READER)).keys == {}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"next": "jj"}, "is no key"),
        ({"next": "1"}, "for verdicts"),
        ({"next": "g"}, "in each other’s way"),
        ({"go-desk": "j d"}, "in each other’s way"),
        ({"next": "a b c"}, "is no key"),
    ],
)
def test_what_can_be_no_key_is_refused(given: dict[str, str], fault: str) -> None:
    assert fault in changes(given)[1][next(iter(given))]


def test_the_usual_map_has_no_conflicts_and_changes_nothing() -> None:
    assert changes({}) == ({}, {})
    few, all_of_them = (
        {key.action.name for keys in keymap({}, role).values() for key in keys}
        for role in (Role.READER, Role.ADMIN)
    )
    assert few < all_of_them == set(ACTIONS)


def _id(newsroom: Newsroom, role: Role) -> int:
    return next(user.id for user in newsroom.store.users.all() if user.role is role)
