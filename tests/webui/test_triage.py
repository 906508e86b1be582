"""Editors decide on stories from the desk, and undo it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from monitor.model import Act, DeskState, Do, Standing
from tests.webui.desked import Desked
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_desk import numbers, row, words
from tests.webui.visits import csrf_token, page, post
from webui.desk.snoozing import CHOICES, until


def part(client: FlaskClient, path: str, **fields: object):
    """What a script sends, and gets."""
    return client.post(path, data={"csrf_token": csrf_token(client), **fields}, headers={"X-Part": "1"})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"do": "take"}, Standing(DeskState.ASSIGNED, owner="editor one")),
        ({"do": "watch"}, Standing(DeskState.WATCHING)),
        ({"do": "use"}, Standing(DeskState.USED, owner="editor one")),
        ({"do": "assign", "owner": "admin one"}, Standing(DeskState.ASSIGNED, owner="admin one")),
        ({"do": "refuse", "reason": "old news"}, Standing(DeskState.NOT_US, "old news")),
        ({"do": "tag", "tag": "Engines"}, Standing(tags=("engines",))),
        ({"do": "typed", "tag": "Engines", "note": "call"}, Standing(tags=("engines",))),
        ({"do": "digest"}, Standing(to_digest=True)),
    ],
    ids=lambda one: one.get("do", "") if isinstance(one, dict) else "",
)
def test_an_editor_decides_on_many_at_once_and_is_led_back(
    editor: FlaskClient, newsroom: Newsroom, full: Desked, fields: dict[str, str], expected: Standing
) -> None:
    chosen = list(full.single[:3])
    response = post(editor, "/desk/act", story=chosen, back="/?topic=all", **fields)
    assert response.location.startswith("/?topic=all&decided=")
    assert set(newsroom.store.triage.of(chosen).values()) == {expected}
    assert "3 stories" in words(page(editor.get(response.location)).select_one("#done"))


def test_chosen_stories_are_taken_along_to_a_briefing(editor: FlaskClient, full: Desked) -> None:
    button = page(editor.get("/?topic=all")).select_one("#act button[formaction='/briefing/new']")
    assert button is not None
    assert not button.get("name"), "the desk's script would keep it on the page"
    fields = {"csrf_token": csrf_token(editor), "story": list(full.single[:2])}
    ticked = page(editor.post(button["formaction"], data=fields)).select("input[name=story][checked]")
    assert [box["value"] for box in ticked] == [str(number) for number in full.single[:2]]


def test_ticked_stories_become_one_and_the_merger_can_be_undone(
    editor: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    one, two, three = full.single[:3]
    response = post(editor, "/desk/merge", story=[one, two, three], back="/?topic=all")
    line = newsroom.store.stories.line(one)
    assert line is not None
    assert response.location == f"/stories/{line.story.id}"
    assert {newsroom.store.stories.line(number).story.id for number in (one, two, three)} == {line.story.id}
    assert line.story.reports == 3
    shown = page(editor.get(response.location))
    assert len(shown.select("form[action$='/undo']")) == 2
    assert not shown.select("#act button[formaction='/desk/merge']"), (
        "nothing is ticked on a story's own page"
    )


def test_one_ticked_story_is_no_merger(editor: FlaskClient, full: Desked) -> None:
    response = post(editor, "/desk/merge", story=[full.single[0]], back="/?topic=all")
    assert response.location == "/?topic=all"
    assert "two at least" in editor.get(response.location).text


def test_the_bar_undoes_what_was_just_done(editor: FlaskClient, newsroom: Newsroom, full: Desked) -> None:
    shown = page(editor.get(post(editor, "/desk/act", story=full.single[0], do="use").location))
    assert words(shown.select_one("#done")) == "1 story: marked as used Undo"
    batch = shown.select_one("#done input[name=batch]")["value"]
    after = page(editor.get(post(editor, "/desk/undo", batch=batch, back="/").location))
    assert "Undone." in after.text
    assert newsroom.store.triage.of(full.single[:1])[full.single[0]] == Standing()
    assert "undone already" in page(editor.get(post(editor, "/desk/undo", batch=batch).location)).text


def test_a_script_gets_the_rows_that_changed_and_the_bar(editor: FlaskClient, full: Desked) -> None:
    response = part(editor, "/desk/act", story=list(full.single[:2]), do="watch")
    shown = page(response)
    assert sorted(numbers(shown)) == sorted(full.single[:2])
    assert "Watching" in words(row(shown, full.single[0]).select_one(".desk-standing"))
    assert shown.select_one("#done input[name=batch]")
    assert "<html" not in response.text.partition("<div")[0]


def test_what_somebody_decided_meanwhile_is_told_and_left_alone(
    editor: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    used, *_ = newsroom.store.triage.act(full.single[:2], Act(Do.USE), "editor one", NOW)
    newsroom.store.triage.act(full.single[:1], Act(Do.WATCH), "admin one", NOW)
    response = part(editor, "/desk/undo", batch=used.batch)
    assert response.status_code == 422
    assert "1 of 2 stayed: somebody has decided" in page(response).text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"do": "take"}, "Choose stories first"),
        ({"do": "note", "story": 1}, "Write the note."),
        ({"do": "typed", "story": 1}, "Write a note or a tag first."),
        ({"do": "assign", "story": 1, "owner": "Nobody"}, "Nobody here is called Nobody"),
        ({"do": "snooze", "story": 1, "until": "never"}, "Choose until when."),
        ({"do": "right", "story": 1, "topic": "zebra"}, "Choose a topic."),
    ],
)
def test_what_can_not_be_done_is_said_with_what_to_do(
    editor: FlaskClient, full: Desked, fields: dict[str, str], says: str
) -> None:
    response = part(editor, "/desk/act", **fields)
    assert response.status_code == 422
    assert says in response.text
    assert says in page(editor.get(post(editor, "/desk/act", **fields).location)).text


@pytest.mark.parametrize("do", ["", "explode", "merge"])
def test_what_nobody_can_do_is_refused(editor: FlaskClient, full: Desked, do: str) -> None:
    assert post(editor, "/desk/act", story=full.single[0], do=do).status_code == 400


def test_one_is_led_back_to_no_other_site(editor: FlaskClient, full: Desked) -> None:
    location = post(editor, "/desk/act", story=full.single[0], do="use", back="//evil.example/").location
    assert location.startswith("/?decided=")


def test_whoever_decides_has_looked(editor: FlaskClient, full: Desked) -> None:
    assert "is-unread" in row(page(editor.get("/")), full.single[0])["class"]
    post(editor, "/desk/act", story=full.single[0], do="use", shown_at=NOW.isoformat())
    assert "is-unread" not in row(page(editor.get("/")), full.single[0])["class"]


def test_a_reader_marks_stories_as_read_and_unread(reader: FlaskClient, full: Desked) -> None:
    for do, unread in (("read", False), ("unread", True)):
        post(reader, "/desk/read", story=list(full.single[:2]), do=do, shown_at=NOW.isoformat())
        shown = page(reader.get("/"))
        assert [("is-unread" in row(shown, one)["class"]) for one in full.single[:2]] == [unread, unread]


def test_a_verdict_on_a_story_counts_for_all_its_reports_and_is_undone(
    editor: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    engines = full.joined.engines
    shown = page(part(editor, "/desk/act", story=engines, do="wrong", topic="export-bans"))
    assert not row(shown, engines).select(".desk-chips .chip")
    assert "does not carry Export bans" in words(shown.select_one("#done"))
    assert newsroom.store.matches.of(full.joined.articles) == {}
    batch = shown.select_one("#done input[name=batch]")["value"]
    back = page(part(editor, "/desk/undo", batch=batch))
    assert words(row(back, engines).select_one(".desk-chips")) == "Export bans 0.96"
    again = page(part(editor, "/desk/act", story=engines, do="right", topic="export-bans"))
    assert words(row(again, engines).select_one(".desk-chips")) == "Export bans decided"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("news", None),
        ("1h", datetime(2026, 11, 20, 7, 12, tzinfo=UTC)),
        ("4h", datetime(2026, 11, 20, 10, 12, tzinfo=UTC)),
        ("morning", datetime(2026, 11, 21, 4, tzinfo=UTC)),  # six o'clock in Kyiv
        ("monday", datetime(2026, 11, 23, 4, tzinfo=UTC)),
    ],
)
def test_a_snooze_ends_in_the_readers_zone(choice: str, expected: datetime | None) -> None:
    assert until(choice, NOW, ZoneInfo("Europe/Kyiv")) == expected


def test_before_dawn_the_next_morning_is_todays() -> None:
    dawn = datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert until("morning", dawn, ZoneInfo("Europe/Kyiv")) == dawn + timedelta(hours=2)
    assert all(until(choice, dawn, ZoneInfo("UTC")) != dawn for choice in CHOICES)
