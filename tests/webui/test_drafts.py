"""The page of drafts: what each takes in beside its live topic."""

import tomllib
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import update

from monitor.store.topics.tables import topic_drafts
from tests.webui.newsroom import NOW, TOPICS, Newsroom
from tests.webui.test_stories import words
from tests.webui.visits import page, post


def judged(newsroom: Newsroom, slug: str, taken: int) -> None:
    """The draft has judged three articles that came in since, and takes in so many."""
    (draft,) = (one for one in newsroom.store.drafts.all() if one.topic.slug == slug)
    late = sorted(newsroom.articles)[-3:]
    with newsroom.store.database.writing() as connection:
        connection.execute(update(topic_drafts).values(from_article=late[0] - 1, judged_to=late[0] - 1))
    (draft,) = (one for one in newsroom.store.drafts.all() if one.topic.slug == slug)
    assert newsroom.store.drafts.record(draft, late[-1], dict.fromkeys(late[:taken], 0.9))


def test_without_a_draft_the_page_says_how_one_is_made(admin: FlaskClient) -> None:
    empty = page(admin.get("/topics/drafts")).select_one(".empty")
    assert empty.h2.text == "No draft yet"
    assert empty.a["href"] == "/search"


def test_a_search_becomes_a_draft_that_is_listed_with_what_it_takes_in(
    admin: FlaskClient, newsroom: Newsroom
) -> None:
    made = post(admin, "/search/draft", q="zeppelin OR blimp", name="Airships")
    assert made.location == "/topics/drafts"
    card = page(admin.get("/topics/drafts")).select_one("section.card")
    assert card.h2.text == "Airships"
    assert "A new topic" in words(card)
    assert "Nothing has come in since" in words(card)
    judged(newsroom, "airships", 2)
    card = page(admin.get("/topics/drafts")).select_one("section.card")
    assert "Of 3 articles judged so far, the draft takes in 2 ." in words(card)
    assert words(card.select_one("details summary")) == "Taken in by the draft (2)"
    assert len(card.select("details li a")) == 2


def test_another_version_of_a_topic_is_told_apart_from_the_live_one(
    admin: FlaskClient, newsroom: Newsroom
) -> None:
    newsroom.store.drafts.put(replace(TOPICS[0], query="ban*"), NOW)
    judged(newsroom, "export-bans", 3)
    card = page(admin.get("/topics/drafts")).select_one("section.card")
    assert "Another version of a topic" in words(card)
    assert "the live topic" in words(card)
    file = admin.get("/topics/drafts/export-bans.toml")
    assert tomllib.loads(file.text)["slug"] == "export-bans"
    assert admin.get("/topics/drafts/none.toml").status_code == 404


def test_a_draft_is_forgotten(admin: FlaskClient, newsroom: Newsroom) -> None:
    newsroom.store.drafts.put(TOPICS[0], NOW)
    assert post(admin, "/topics/drafts/export-bans/drop").location == "/topics/drafts"
    assert newsroom.store.drafts.all() == []
    assert post(admin, "/topics/drafts/export-bans/drop").status_code == 404
