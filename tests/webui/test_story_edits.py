"""Editors change stories on their pages."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webui.joined import Joined
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_stories import lines, story, words
from tests.webui.visits import page, post

WHY = "one event"


def send(client: FlaskClient, story_id: int, form: str, **values: Any) -> TestResponse:
    """Fill in a form of the page as it is now, and send it."""
    state = story(client, story_id).select_one("[name=state]")["value"]
    return post(client, f"/stories/{story_id}/{form}", **{"state": state, "reason": WHY, **values})


def done(client: FlaskClient, response: TestResponse) -> BeautifulSoup:
    """The page that a form led to."""
    assert response.status_code == 303
    return page(client.get(response.location, follow_redirects=True))


def size(newsroom: Newsroom, story_id: int) -> int:
    found = newsroom.store.stories.line(story_id)
    return found.story.reports if found and found.story.id == story_id else 0


@pytest.mark.parametrize("given", ["{}", "#{}", "https://desk.example/stories/{}?was=9#r3", "/stories/{}"])
def test_a_story_is_merged_by_its_number_or_address(
    editor: FlaskClient, newsroom: Newsroom, told: Joined, given: str
) -> None:
    response = send(editor, told.engines, "merge", into="", reference=given.format(told.bystander))
    notice = done(editor, response).select_one(".story-done")
    assert words(notice.p) == f"Done: editor one merged story {told.bystander} into this one."
    assert size(newsroom, told.engines) == 7


def test_a_merger_is_undone_from_its_confirmation_and_the_history_tells_both(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    shown = done(editor, send(editor, told.engines, "merge", into=told.bystander))
    form = shown.select_one(".story-done form")
    response = post(editor, form["action"], edit=form.select_one("[name=edit]")["value"])
    shown = done(editor, response)
    assert words(shown.select_one(".story-done")).startswith("Undone: editor one merged")
    assert (size(newsroom, told.engines), size(newsroom, told.bystander)) == (6, 1)
    (edit,) = shown.select(".story-edits li")
    assert words(edit).startswith(f"editor one merged story {told.bystander} into this one: {WHY}")
    assert "undone by editor one , Fri 20 Nov 2026, 08:12 EET" in words(edit)
    assert not edit.select("form")


def test_ticked_reports_become_a_story_of_their_own_with_their_copies(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    response = send(editor, told.engines, "take", articles=[told.articles[0]], into="new", reference="")
    notice = done(editor, response).select_one(".story-done")
    new = newsroom.store.stories.of_articles([told.articles[2]])[told.articles[2]]
    assert words(notice.p) == f"Done: editor one took 3 reports out and made story {new} of it."
    assert (size(newsroom, new), size(newsroom, told.engines)) == (3, 3)
    assert "made this story of 3 reports of" in words(story(editor, new).select_one(".story-edits"))


def test_ticked_reports_move_to_a_chapter(editor: FlaskClient, newsroom: Newsroom, told: Joined) -> None:
    offered = story(editor, told.engines).select("#take-into option")
    assert [option["value"] for option in offered] == ["new", str(told.bystander)]
    response = send(editor, told.engines, "take", articles=[told.articles[5]], into=told.chapter)
    assert f"moved 1 report to story {told.chapter}" in words(
        done(editor, response).select_one(".story-done")
    )
    assert size(newsroom, told.chapter) == 2
    (line,) = [line for line in lines(story(editor, told.chapter)) if line["id"] == f"r{told.articles[5]}"]
    assert "put here by editor one" in words(line.select_one(".report-who"))


def test_a_headline_is_set_marked_and_taken_back(editor: FlaskClient, told: Joined) -> None:
    shown = done(editor, send(editor, told.engines, "headline", headline="  Engines:  the ban "))
    assert shown.h1.text == "Engines: the ban"
    assert words(shown.select_one(".story-set")) == "Headline set by editor one ."
    shown = done(editor, send(editor, told.engines, "headline", headline="x", clear=""))
    assert shown.h1.text == "Vestmark freezes exports of drone engines"
    assert not shown.select(".story-set")


def test_all_edits_can_be_undone_from_the_history_the_latest_first(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    send(editor, told.engines, "headline", headline="A")
    send(editor, told.engines, "headline", headline="B")
    later, first = story(editor, told.engines).select(".story-edits button")
    refused = post(editor, f"/stories/{told.engines}/undo", edit=first["value"])
    assert refused.status_code == 422
    assert "builds on this one: undo that first" in page(refused).select_one("#undo-error").text
    for button in (later, first):
        done(editor, post(editor, f"/stories/{told.engines}/undo", edit=button["value"]))
    assert story(editor, told.engines).h1.text == "Vestmark freezes exports of drone engines"
    assert post(editor, f"/stories/{told.chapter}/undo", edit=first["value"]).status_code == 400


@pytest.mark.parametrize(
    ("form", "values", "says"),
    [
        ("take", {"into": "new"}, "Tick the reports to take out, in the timeline."),
        ("take", {"into": "new", "articles": ["x", "9" * 30]}, "Tick the reports to take out"),
        ("take", {"into": "new", "articles": [1]}, "Article 1 does not stand in story"),
        ("take", {"into": "", "articles": [69]}, "Choose where they go"),
        ("merge", {"into": ""}, "Choose the story to merge with"),
        ("merge", {"reference": "the other one"}, "“the other one” is no story"),
        ("merge", {"reference": "0"}, "“0” is no story"),
        ("merge", {"reference": "99999"}, "There is no story 99999."),
        ("headline", {"headline": " "}, "Write the headline."),
        ("headline", {"headline": "x" * 301}, "A headline has at most 300 characters: this one has 301."),
    ],
)
def test_what_can_not_be_is_refused_in_words_beside_its_form(
    editor: FlaskClient,
    newsroom: Newsroom,
    told: Joined,
    form: str,
    values: dict[str, Any],
    says: str,
) -> None:
    response = send(editor, told.engines, form, **values)
    assert response.status_code == 422
    shown = page(response)
    assert says in shown.select_one(f"#{form}-error").text
    assert shown.select_one(f"form[action$='/{form}']").find_parent("details").has_attr("open")
    assert shown.select_one(f"#{form}-reason")["value"] == WHY
    assert newsroom.store.stories.edits(told.engines) == []


def test_all_reports_can_not_be_taken_out_and_stay_ticked(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    everything = [told.articles[place] for place in (0, 3, 4, 5)]
    response = send(editor, told.engines, "take", articles=everything, into="new")
    assert response.status_code == 422
    shown = page(response)
    assert "Nothing would be left of the story" in shown.select_one("#take-error").text
    assert len(shown.select(".pick input[checked]")) == 4


@pytest.mark.parametrize("form", ["merge", "take", "headline"])
def test_each_change_wants_a_reason(editor: FlaskClient, told: Joined, form: str) -> None:
    values = {"into": told.chapter, "articles": [told.articles[0]], "headline": "Engines", "reason": "  "}
    response = send(editor, told.engines, form, **values)
    assert "Say why: the reason stands in the story's history." in page(response).text
    assert response.status_code == 422


def test_a_story_can_not_be_merged_with_itself_or_with_one_that_has_gone_elsewhere(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    itself = send(editor, told.engines, "merge", reference=str(told.engines))
    assert "is this one: choose another" in page(itself).select_one("#merge-error").text
    newsroom.store.story_edits.merge(told.chapter, told.bystander, "Anna", WHY, NOW)
    gone = send(editor, told.engines, "merge", reference=str(told.bystander))
    says = page(gone).select_one("#merge-error").text
    assert f"has become part of story {told.chapter}, “Brevik Motor opens engine line abroad”" in says
    assert size(newsroom, told.engines) == 6


def test_of_two_editors_the_second_hears_what_the_first_did_and_loses_nothing(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    state = story(editor, told.engines).select_one("[name=state]")["value"]
    newsroom.store.story_edits.split(
        told.engines, [told.articles[3]], "Anna", "another matter", NOW + timedelta(minutes=1)
    )
    values = {"articles": [told.articles[0]], "into": "new", "reason": WHY}
    response = post(editor, f"/stories/{told.engines}/take", state=state, **values)
    assert response.status_code == 409
    shown = page(response)
    says = shown.select_one("#take-error").text
    assert "This story was changed since you opened it: at 08:13 Anna made this story of 1 report" in says
    assert "Nothing of yours was done" in says
    assert [box["value"] for box in shown.select(".pick input[checked]")] == [str(told.articles[0])]
    again = shown.select_one("#take [name=state]")["value"]
    assert post(editor, f"/stories/{told.engines}/take", state=again, **values).status_code == 303


def test_who_changes_a_story_that_was_merged_meanwhile_is_told_so(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    state = story(editor, told.bystander).select_one("[name=state]")["value"]
    newsroom.store.story_edits.merge(told.engines, told.bystander, "Anna", WHY, NOW)
    response = post(editor, f"/stories/{told.bystander}/headline", state=state, headline="Mine", reason=WHY)
    assert response.status_code == 409
    shown = page(response)
    assert f"Story {told.bystander} has become part of this one since you opened it" in shown.text
    assert shown.select_one("#headline")["value"] == "Mine"
    assert shown.h1.text == "Vestmark freezes exports of drone engines"


def test_whose_story_is_gone_gets_the_page_that_says_so(editor: FlaskClient, told: Joined) -> None:
    for form in ("merge", "take", "headline", "undo"):
        assert post(editor, f"/stories/999999/{form}", reason=WHY).status_code == 404


@pytest.mark.reliability(51)
def test_what_editors_write_stays_text(editor: FlaskClient, told: Joined) -> None:
    text = "<script>alert(1)</script>"
    shown = done(editor, send(editor, told.engines, "headline", headline=text, reason=text))
    assert shown.h1.text == text
    assert [quote.text for quote in shown.select(".story-edits q")] == [text, text]
    assert not shown.select("main script")
