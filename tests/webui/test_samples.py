"""The blind sample is read without a hint, and what it tells is shown with its uncertainty."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from monitor.model import Says
from monitor.store.articles.desk import DeskFilter
from monitor.topics.measuring.blind import Drawn
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page, post

PATH = "/topics/coproduction/sample"
MONDAY = date(2026, 11, 9)


@pytest.fixture
def sampled(newsroom: Newsroom) -> list[int]:
    """Three articles to read, without the topic; the first carries another, with evidence."""
    lines = newsroom.store.desk.page(DeskFilter("export-bans"), 50).lines
    ids = [line.article_id for line in lines if [match.topic for match in line.matches] == ["export-bans"]][
        :3
    ]
    newsroom.store.samples.add(
        "coproduction", MONDAY, Drawn((1, 9), tuple((i, 1) for i in ids)), 4, "v1", NOW
    )
    return ids


def test_an_article_is_shown_without_scores_marks_or_topics(
    editor: FlaskClient, newsroom: Newsroom, sampled: list[int]
) -> None:
    shown = page(editor.get(PATH))
    article = newsroom.store.desk.article(sampled[0])
    assert shown.select_one("article h2").text == article.title
    assert "3 to read" in shown.text
    assert not shown.select("article mark, article .chip, article .meter")


def test_answers_are_kept_and_lead_to_the_next_article(
    editor: FlaskClient, newsroom: Newsroom, sampled: list[int]
) -> None:
    for article_id, answer in zip(sampled, ("carries", "not", "unsure"), strict=True):
        assert page(editor.get(PATH)).select_one("input[name=article]")["value"] == str(article_id)
        assert post(editor, PATH, article=article_id, answer=answer).location == PATH
    assert "Nothing to read" in editor.get(PATH).text
    (week,) = newsroom.store.samples.weeks("coproduction", MONDAY)
    assert (week.unsure, week.open) == (1, 0)
    assert [v.says for v in newsroom.store.verdicts.all()] == ["carries", "not"]


def test_an_answer_that_somebody_else_gave_first_is_not_counted_twice(
    editor: FlaskClient, newsroom: Newsroom, sampled: list[int]
) -> None:
    post(editor, PATH, article=sampled[0], answer="not")
    post(editor, PATH, article=sampled[0], answer="carries")
    assert "Somebody else has answered" in editor.get(PATH).text
    assert len(newsroom.store.verdicts.all()) == 1


@pytest.mark.parametrize(("article", "answer"), [("1", "perhaps"), ("x", "not"), ("", ""), ("9" * 30, "not")])
def test_nonsense_is_refused(editor: FlaskClient, sampled: list[int], article: str, answer: str) -> None:
    assert post(editor, PATH, article=article, answer=answer).status_code == 400
    assert editor.get("/topics/unheard-of/sample").status_code == 404
    assert editor.get("/topics/unheard-of/quality").status_code == 404


def test_the_quality_is_told_with_intervals_and_numbers(
    editor: FlaskClient, reader: FlaskClient, newsroom: Newsroom, sampled: list[int]
) -> None:
    assert "not known" in page(reader.get("/topics/coproduction/quality")).text
    newsroom.store.verdicts.give(newsroom.articles[0], "coproduction", Says.CARRIES, "Anna", NOW)
    for article_id in sampled[1:]:
        post(editor, PATH, article=article_id, answer="not")
    told = " ".join(page(reader.get("/topics/coproduction/quality")).get_text(" ").split())
    assert "(precision): 100 % (21–100 %, 1 judged)" in told
    assert "(recall): 100 % (" in told
    assert "2 read)" in told
    assert "9 Nov 2026" in told
    assert "Read the blind sample" not in told
    assert "(1 to read)" in page(editor.get("/topics/coproduction/quality")).text
    assert "/topics/coproduction/quality" in reader.get("/topics").text
