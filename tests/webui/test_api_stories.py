"""Stories through the API."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from monitor.model import Rights
from monitor.store.stories.tables import reports
from monitor.store.tables import feeds
from tests.webui.joined import Joined
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_verdicts import api


def ids(client: FlaskClient, query: str = "") -> list[int]:
    return [line["story"]["id"] for line in client.get(f"/api/stories?{query}").json["stories"]]


def test_stories_are_listed_the_latest_first_and_narrowed_like_the_desk(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    assert ids(reader) == [told.engines, told.bystander, told.chapter]
    assert ids(reader, "language=uk") == [told.engines]
    assert ids(reader, "topic=export-bans&words=moteurs") == [told.bystander]
    assert ids(reader, f"feed={newsroom.feeds[1]}") == [told.engines, told.chapter]
    assert ids(reader, "day=2026-11-12") == [told.chapter]
    line = reader.get("/api/stories").json["stories"][0]
    assert (line["topics"], line["languages"], line["new"]) == (["export-bans"], ["en", "de", "uk"], 6)
    assert line["story"]["headline"] == "Vestmark freezes exports of drone engines"


@pytest.mark.parametrize("query", ["topic=nonsense", "feed=999", "language=xx", "day=2026-13-01", "older=!"])
def test_a_parameter_that_names_nothing_is_refused_by_name(
    reader: FlaskClient, told: Joined, query: str
) -> None:
    response = reader.get(f"/api/stories?{query}")
    assert response.status_code == 422
    assert query.partition("=")[0] in response.json["error"]


def test_a_story_is_told_with_its_timeline_chapters_and_edits(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    newsroom.store.story_edits.merge(told.engines, told.bystander, "Anna", "one event", NOW)
    found = reader.get(f"/api/stories/{told.bystander}").json
    assert found["story"]["id"] == told.engines  # what it has become part of
    assert len(found["timeline"]) == 7
    first, copy, *_ = found["timeline"]
    assert first["adds"][0] == {"kind": "sum", "text": "140 million crowns"}
    assert (first["is_copy"], copy["is_copy"], copy["source"]["article_id"]) == (
        False,
        True,
        told.articles[0],
    )
    assert [chapter["story"]["id"] for chapter in found["chapters"]] == [told.chapter]
    assert [(edit["kind"], edit["who"]) for edit in found["edits"]] == [("merge", "Anna")]


def test_quotes_are_told_no_further_than_the_publisher_allows(
    reader: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    said = "We broke no rule, " + "and we shall say so to whoever asks us " * 3
    with newsroom.store.database.writing() as connection:
        mine = reports.c.article_id == told.articles[3]
        connection.execute(update(reports).where(mine).values(told=[["quote", said, said]]))

    def adds() -> list[dict[str, str]]:
        timeline = reader.get(f"/api/stories/{told.engines}").json["timeline"]
        return next(one["adds"] for one in timeline if one["article_id"] == told.articles[3])

    assert adds() == [{"kind": "quote", "text": said}]
    with newsroom.store.database.writing() as connection:
        connection.execute(update(feeds).values(rights=Rights.HEADLINE))
    assert adds() == []


def test_editors_merge_split_move_set_headlines_and_undo(
    editor: FlaskClient, newsroom: Newsroom, told: Joined
) -> None:
    path = f"/api/stories/{told.engines}"
    status, answer = api(editor, f"{path}/merge", {"other": told.bystander, "reason": "one event"})
    assert (status, answer["story"]["story"]["reports"]) == (200, 7)
    merger = answer["edit"]["number"]
    status, answer = api(editor, f"{path}/undo", {"edit": merger})
    assert (status, answer["edit"]["undone_by"]) == (200, "editor one")
    status, answer = api(editor, f"{path}/split", {"articles": [told.articles[0]], "reason": "another"})
    assert (status, answer["story"]["story"]["reports"]) == (200, 3)
    body = {"articles": [told.articles[5]], "into": told.chapter, "reason": "the orders"}
    assert api(editor, f"{path}/move", body)[0] == 200
    assert newsroom.store.stories.of_articles([told.articles[5]]) == {told.articles[5]: told.chapter}
    status, answer = api(editor, f"{path}/headline", {"headline": "Engines", "reason": "shorter"})
    assert (status, answer["story"]["story"]["headline"]) == (200, "Engines")


@pytest.mark.parametrize(
    ("action", "body", "status", "named"),
    [
        ("merge", {"other": 99_999, "reason": "x"}, 409, "there is no story 99999"),
        ("merge", {"other": 0, "reason": "x"}, 422, "other"),
        ("merge", {"other": 1, "reason": ""}, 422, "reason"),
        ("merge", {"other": 1, "reason": " "}, 409, "say why"),
        ("split", {"articles": [], "reason": "x"}, 422, "articles"),
        ("split", {"articles": [1], "reason": "x"}, 409, "article 1 does not stand in story"),
        ("move", {"articles": [1], "into": 1, "reason": "x"}, 422, "articles: 1 does not stand in story"),
        ("headline", {"headline": "x" * 301, "reason": "x"}, 409, "300 characters"),
        ("headline", {"headline": "x", "reason": "x", "by": "me"}, 422, "by"),
        ("undo", {"edit": 99_999}, 422, "edit"),
        ("undo", [1], 422, "JSON object"),
    ],
)
def test_the_api_says_why_a_change_can_not_be(
    editor: FlaskClient, newsroom: Newsroom, told: Joined, action: str, body: object, status: int, named: str
) -> None:
    found, answer = api(editor, f"/api/stories/{told.engines}/{action}", body)
    if action == "merge" and isinstance(body, dict) and body["reason"] == " ":
        found, answer = api(
            editor, f"/api/stories/{told.engines}/merge", {"other": told.chapter, "reason": " "}
        )
    assert (found, named in answer["error"]) == (status, True)
    assert newsroom.store.stories.edits(told.engines) == []


def test_a_story_that_is_not_there_is_a_404_in_json(editor: FlaskClient) -> None:
    assert "error" in editor.get("/api/stories/999999").json
    assert api(editor, "/api/stories/999999/headline", {"headline": "x", "reason": "x"})[0] == 404
