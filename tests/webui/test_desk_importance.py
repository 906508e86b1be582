"""How important a story is, in the rows of the desk."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from monitor.store.stories.importance_tables import story_importance
from tests.webui.desked import Desked
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_desk import numbers, row, words
from tests.webui.visits import page


def weigh(newsroom: Newsroom, story: int, score: float) -> None:
    about = {"terms": [], "source": None, "version": "1", "story_at": NOW, "topic_score": 0.9}
    with newsroom.store.database.writing() as connection:
        connection.execute(insert(story_importance).values(story_id=story, score=score, **about))


@pytest.mark.parametrize(("score", "bars"), [(0.29, 0), (0.3, 1), (0.69, 2), (0.7, 3)])
def test_a_row_shows_importance_as_bars_and_in_words(
    reader: FlaskClient, newsroom: Newsroom, full: Desked, score: float, bars: int
) -> None:
    weigh(newsroom, full.joined.engines, score)
    mark = row(page(reader.get("/")), full.joined.engines).select_one(".desk-weight")
    assert f"weight-{bars}" in mark["class"]
    assert mark["title"] == f"Importance {score:.2f}, from 0 to 1"
    assert words(mark) == f"Importance {score:.2f}"


def test_a_story_that_was_not_weighed_says_nothing_of_it(reader: FlaskClient, full: Desked) -> None:
    assert words(row(page(reader.get("/")), full.joined.engines).select_one(".desk-weight")) == ""


def test_the_address_narrows_the_list_to_what_is_important(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    weigh(newsroom, full.joined.engines, 0.71)
    weigh(newsroom, full.joined.bystander, 0.4)
    assert numbers(page(reader.get("/?weight=0.3"))) == [full.joined.engines, full.joined.bystander]
    assert numbers(page(reader.get("/?weight=0.7"))) == [full.joined.engines]


def test_the_list_is_sorted_by_importance_by_a_link_that_keeps_what_is_asked_for(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    weigh(newsroom, full.joined.bystander, 0.9)
    shown = page(reader.get("/?topic=all"))
    by_time, by_importance = shown.select(".desk-order a")
    assert by_time["aria-current"] == "true"
    assert by_importance["href"] == "/?topic=all&sort=importance"
    sorted_ = page(reader.get(by_importance["href"]))
    assert numbers(sorted_)[0] == full.joined.bystander
    assert len(numbers(sorted_)) == len(numbers(shown))
    assert words(sorted_.select_one(".list-card h2")) == "The most important first"
    assert sorted_.select_one("form.filters input[name=sort]")["value"] == "importance"
    assert sorted_.select_one("#keys [data-action=order] kbd").text == "O"


def test_an_order_that_there_is_not_is_left_out_and_told(reader: FlaskClient, full: Desked) -> None:
    assert "left out: sort" in words(page(reader.get("/?sort=shoe-size")).main)
