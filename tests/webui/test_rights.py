"""No page shows more of an article than its publisher allows."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from monitor.model import (
    Article,
    Classified,
    Evidence,
    Match,
    PageOutcome,
    PageState,
    PollOutcome,
    Reason,
    Rights,
)
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import article, feed, outcome
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import page

FILLER = "Nothing of note was said about this for a good while. "
DEEP = "Late in the day the licence for the sensors was refused outright."
SUMMARY = "A ministry would not say for how long. " + FILLER * 12
CONTENT = f"{FILLER * 40}{DEEP} {FILLER * 40}The very last words."


def evidence(text: str, words: str, field: str) -> Evidence:
    start = text.index(words)
    return Evidence(field, start, start + len(words), words, "why it is")


MATCH = Match(
    "export-bans",
    0.9,
    True,
    (evidence(SUMMARY, "would not say", "summary"), evidence(CONTENT, "licence for the sensors", "content")),
)
WHOLE = Match("export-bans", 0.9, True, (evidence(SUMMARY, SUMMARY[:200], "summary"),))


def added(newsroom: Newsroom, rights: Rights, *matches: Match, **changes: object) -> tuple[int, str]:
    """One more article of a feed with these rights: the feed's id, and the path of the article's page."""
    made = article(1, key="https://rights.example/1", summary=SUMMARY, content=CONTENT, title="A headline")
    mine = feed(url="https://rights.example/feed", rights=rights, full_text=True)
    (feed_id,) = newsroom.store.feeds.add([mine], NOW)
    (lease,) = newsroom.store.feeds.claim([mine.url], NOW)
    new = Classified(replace(made, **changes), matches)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, new=(new,)))
    (line,) = newsroom.store.desk.page(DeskFilter(ALL, feed_id=feed_id), 1).lines
    return feed_id, f"/articles/{line.article_id}"


def text_of(shown: BeautifulSoup) -> str:
    return shown.select_one(".article-text").get_text()


def targets(shown: BeautifulSoup) -> list[str]:
    return [link["href"].lstrip("#") for link in shown.select(".reason li a")]


def test_full_rights_show_the_whole_text(reader: FlaskClient, newsroom: Newsroom) -> None:
    _, path = added(newsroom, Rights.FULL, MATCH)
    shown = page(reader.get(path))
    assert SUMMARY.strip() in text_of(shown)
    assert CONTENT in text_of(shown)
    assert "allows" not in text_of(shown)
    assert all(shown.find(id=target) for target in targets(shown))


def test_an_extract_is_a_beginning_with_the_sentences_of_evidence_and_says_why_it_ends(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    _, path = added(newsroom, Rights.EXTRACT, MATCH)
    shown = page(reader.get(path))
    text = text_of(shown)
    assert "A ministry would not say for how long." in text
    assert f"… {DEEP} …" in text
    assert "The very last words." not in text
    assert text.count(FILLER.strip()) < 6
    assert [mark.text for mark in shown.select(".article-text mark")] == [
        "would not say",
        "licence for the sensors",
    ]
    assert len(targets(shown)) == 2
    assert all(shown.find(id=target) for target in targets(shown))
    assert "The publisher allows an extract: read on at outlet.example." in text
    assert shown.select_one(".article-text p.soft a")["href"] == "https://outlet.example/1"


def test_a_headline_comes_with_no_sentence_of_the_text(reader: FlaskClient, newsroom: Newsroom) -> None:
    _, path = added(newsroom, Rights.HEADLINE, MATCH)
    shown = page(reader.get(path))
    assert "The publisher allows the headline only: read on at outlet.example." in text_of(shown)
    everything = shown.get_text()
    assert FILLER.strip() not in everything
    assert "ministry" not in everything
    assert [sample.text for sample in shown.select(".reason .sample")] == [
        "would not say",
        "licence for the sensors",
    ]
    assert targets(shown) == []


def test_evidence_that_is_a_sentence_leaves_only_its_reason_beside_a_headline(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    feed_id, path = added(newsroom, Rights.HEADLINE, WHOLE)
    shown = page(reader.get(path))
    assert not shown.select(".reason .sample")
    assert "why it is" in shown.select_one(".reason").text
    assert not page(reader.get(f"/items?feed={feed_id}&topic=all")).select(".row-evidence")


@pytest.mark.parametrize(
    ("rights", "evidence"),
    [(Rights.HEADLINE, "… would not say …"), (Rights.EXTRACT, "A ministry would not say for how long.")],
)
@pytest.mark.parametrize("query", ["topic=all", "topic=all&words=outright+ministry", "topic=export-bans"])
def test_the_list_and_a_search_quote_no_more_than_the_rights_allow(
    reader: FlaskClient, newsroom: Newsroom, rights: Rights, evidence: str, query: str
) -> None:
    feed_id, _ = added(newsroom, rights, MATCH)
    (row,) = page(reader.get(f"/items?feed={feed_id}&{query}")).select(".row")
    assert row.select_one(".row-headline").text == "A headline"
    assert row.select_one(".row-evidence").text == evidence


def test_an_unmatched_article_of_a_headline_feed_is_listed_by_its_headline_alone(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    feed_id, _ = added(newsroom, Rights.HEADLINE)
    (row,) = page(reader.get(f"/items?feed={feed_id}&topic=all")).select(".row")
    assert not row.select(".row-evidence")


def test_the_rights_of_the_feed_that_brought_it_first_count(reader: FlaskClient, newsroom: Newsroom) -> None:
    _, path = added(newsroom, Rights.HEADLINE, MATCH)
    freer = feed(url="https://freer.example/feed", rights=Rights.FULL)
    newsroom.store.feeds.add([freer], NOW)
    (lease,) = newsroom.store.feeds.claim([freer.url], NOW)
    copy: Article = article(1, key="https://rights.example/1", summary=SUMMARY, content=CONTENT)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, elsewhere=(copy,)))
    shown = page(reader.get(path))
    assert len(shown.select("aside .stack-s li")) == 2
    assert "headline only" in text_of(shown)


def test_earlier_versions_show_no_more_than_the_present_one(reader: FlaskClient, newsroom: Newsroom) -> None:
    _, path = added(newsroom, Rights.HEADLINE, MATCH)
    (lease,) = newsroom.store.feeds.claim(["https://rights.example/feed"], NOW)
    edited = article(1, title="Another headline", summary="B. " + SUMMARY, content=CONTENT)
    newsroom.store.feeds.record(lease, outcome(lease, changed=(Classified(edited, ()),)))
    shown = page(reader.get(path))
    assert "Another headline" in shown.select_one("h1").text
    assert "Earlier versions" in shown.text
    assert "ministry" not in shown.text


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        (PageState.WANTED, Reason.TIMEOUT, "still to be read for the full text; last time the server did not answer"),
        (PageState.FAILED, Reason.WALL, "gave no full text: a notice stands in place of the article"),
        (PageState.NO_MORE, None, "says no more than the feed"),
        (PageState.READ, None, ""),
    ],
)  # fmt: skip
def test_what_came_of_the_original_page_is_told(
    reader: FlaskClient, newsroom: Newsroom, state: PageState, reason: Reason | None, sentence: str
) -> None:
    _, path = added(newsroom, Rights.FULL)
    (wanted,) = newsroom.store.pages.claim_due(NOW, 5)
    newsroom.store.pages.record(wanted, PageOutcome(state, 1, NOW, reason))
    text = text_of(page(reader.get(path)))
    assert sentence in text
    assert ("The page of the original" in text) == bool(sentence)
