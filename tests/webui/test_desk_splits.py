"""Editors take reports out of a story beside the desk's list."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.webui.desked import Desked
from tests.webui.newsroom import Newsroom
from tests.webui.test_desk import words
from tests.webui.test_story_edits import size
from tests.webui.visits import csrf_token, page, post


def send(client: FlaskClient, path: str, **fields: object) -> tuple[int, BeautifulSoup]:
    """What the desk's script sends, and is answered."""
    fields["csrf_token"] = csrf_token(client)
    response = client.post(path, data=fields, headers={"X-Part": "1"})
    return response.status_code, page(response)


def test_the_aside_offers_the_reports_that_it_shows(editor: FlaskClient, full: Desked) -> None:
    joined = full.joined
    form = page(editor.get(f"/stories/{joined.engines}/aside")).select_one("form[data-split]")
    offered = [int(str(box["value"])) for box in form.select("[name=article]")]
    assert offered == [joined.articles[place] for place in (5, 4, 3, 0)]
    assert form.select_one("[name=reason]").has_attr("required")
    alone = page(editor.get(f"/stories/{full.single[0]}/aside"))
    assert not alone.select(".aside-split")


def test_readers_are_not_offered_it(reader: FlaskClient, full: Desked) -> None:
    assert not page(reader.get(f"/stories/{full.joined.engines}/aside")).select(".aside-split")


def test_reports_become_a_story_with_their_copies_and_go_back(
    editor: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    engines, first = full.joined.engines, full.joined.articles[0]
    status, shown = send(editor, "/desk/split", story=engines, article=first, reason="another affair")
    assert status == 200
    assert words(shown.select_one("#done p")).startswith("3 reports are a story of their own now, number ")
    assert words(shown.select_one(f"#story-{engines} .desk-size")) == "3 reports, 3 outlets"
    edit = shown.select_one("#done [name=edit]")["value"]
    status, shown = send(editor, "/desk/split/undo", edit=edit)
    assert (status, words(shown.select_one("#done p"))) == (200, "Undone.")
    assert size(newsroom, engines) == 6
    status, shown = send(editor, "/desk/split/undo", edit=edit)
    assert (status, words(shown.select_one("#done p"))) == (422, f"Edit {edit} is undone already.")


def test_without_scripts_the_storys_page_tells_it_and_undoes_it(
    editor: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    engines, last = full.joined.engines, full.joined.articles[5]
    made = post(editor, "/desk/split", story=engines, article=last, reason="another affair")
    notice = page(editor.get(made.location)).select_one(".story-done")
    assert "took 1 report out and made story" in words(notice)
    assert notice.select_one("form[action$='/undo']")


@pytest.mark.parametrize(
    ("articles", "reason", "says"),
    [
        ([], "why", "Tick the reports to take out."),
        ([5], "", "Say why: the reason stands in the story's history."),
        (
            [0, 3, 4, 5],
            "why",
            "Nothing would be left of the story: choose some of its reports, not all texts.",
        ),
    ],
)
def test_what_can_not_be_is_refused_and_leaves_the_page_as_it_is(
    editor: FlaskClient, newsroom: Newsroom, full: Desked, articles: list[int], reason: str, says: str
) -> None:
    chosen = [full.joined.articles[place] for place in articles]
    status, shown = send(editor, "/desk/split", story=full.joined.engines, article=chosen, reason=reason)
    assert (status, words(shown.select_one("#done p"))) == (422, says)
    assert not shown.select(".story-row")
    assert size(newsroom, full.joined.engines) == 6


def test_a_story_without_a_number_is_refused(editor: FlaskClient) -> None:
    assert post(editor, "/desk/split", story="x").status_code == 400
    assert post(editor, "/desk/split/undo", edit="x").status_code == 400
