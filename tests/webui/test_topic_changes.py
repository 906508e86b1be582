"""What the last judging of the archive changed of a topic is listed, article by article."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from monitor.model import Classified, Match
from monitor.store import Store
from monitor.store.articles.desk import DeskFilter
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page

PATH = "/topics/coproduction/changes"
EARLIER = NOW - timedelta(hours=1)


def judge(store: Store, version: str, *carrying: int) -> None:
    """Have that version of the classifier give the topic to these articles of the archive, and to no others."""
    judged = {
        article_id: Classified(
            article, (Match("coproduction", 0.8, article_id in carrying, (), version),), version
        )
        for article_id, article in store.matches.outdated(version, 500).items()
    }
    store.matches.replace(judged, EARLIER)


@pytest.fixture
def changed(newsroom: Newsroom) -> tuple[int, int]:
    """An article that gained the topic and one that lost it."""
    gained, lost = newsroom.articles[3], newsroom.articles[4]
    judge(newsroom.store, "v1", lost)
    judge(newsroom.store, "v2", gained)
    return gained, lost


def test_without_changes_the_page_says_what_makes_some(reader: FlaskClient) -> None:
    shown = page(reader.get(PATH)).select_one(".empty").text
    assert "Nothing has changed yet" in shown
    assert "wiredesk topics backtest FILE" in shown
    assert reader.get("/topics/unheard-of/changes").status_code == 404


def test_gained_and_lost_articles_are_listed_and_linked(
    reader: FlaskClient, newsroom: Newsroom, changed: tuple[int, int]
) -> None:
    shown = page(reader.get(PATH))
    assert (
        "By version v2 of the classifier, Fri 20 Nov 2026, 07:12 EET" in shown.select_one(".page-head").text
    )
    for title, article_id in zip(("Gained (1)", "Lost (1)"), changed, strict=True):
        part = next(one for one in shown.select("section") if one.h2.text == title)
        (link,) = part.select("li a")
        article = newsroom.store.desk.article(article_id)
        assert (link["href"], link.text) == (f"/articles/{article_id}", article.title)
        assert article.outlet in part.text
    assert [line.article_id for line in newsroom.store.desk.page(DeskFilter("coproduction"), 9).lines] == [
        changed[0]
    ]


def test_a_side_without_articles_says_so(reader: FlaskClient, newsroom: Newsroom) -> None:
    judge(newsroom.store, "v1")
    judge(newsroom.store, "v2", newsroom.articles[3])
    assert "No article lost the topic." in page(reader.get(PATH)).text


def test_the_topics_page_leads_there_and_stays_marked(reader: FlaskClient) -> None:
    links = [link["href"] for link in page(reader.get("/topics")).select(".topic-card a")]
    assert PATH in links
    assert [one.text for one in page(reader.get(PATH)).select(".bar-nav [aria-current]")] == ["Topics"]
