"""Who said what: the search, and the way to the passage."""

import pytest
from flask.testing import FlaskClient

from monitor.store.names.quotes import QuoteFilter
from monitor.store.names.tables import quotes
from tests.webui.newsroom import Newsroom
from tests.webui.speeches import told
from tests.webui.visits import page


@pytest.fixture
def articles(newsroom: Newsroom) -> tuple[int, ...]:
    return told(newsroom.store)


@pytest.fixture
def visitor(reader: FlaskClient, articles: tuple[int, ...]) -> FlaskClient:
    return reader


def words(client: FlaskClient, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, path
    return [one.get_text(strip=True) for one in page(response).select(".quote blockquote")]


def test_quotes_are_listed_with_speaker_role_outlet_and_article(visitor: FlaskClient) -> None:
    first = page(visitor.get("/quotes")).select_one(".quote:nth-child(2)").get_text(" ")
    said = " ".join(first.split())
    assert said.startswith(
        "Oona Kestrelby head of the Norland yard We sign on Monday, and the first hull is laid"
    )
    assert "Yard and ministry settle on hulls Quayside Review · Fri 20 Nov 2026, 07:52 EET · English" in said


def test_words_that_several_articles_have_are_told_once(visitor: FlaskClient) -> None:
    assert len([one for one in words(visitor, "/quotes") if "list of parts" in one]) == 1
    assert "also in The Strict Ledger" in " ".join(page(visitor.get("/quotes")).get_text(" ").split())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("speaker=Пісторіус", ["The talks went on longer than any of us had planned"]),
        ("speaker=kestrelby&language=de", ["Wir unterschreiben am Montag"]),
        ("speaker=кестрелбі", ["Контракт підпишемо в понеділок"]),
        ("words=lundi", ["Nous signons lundi"]),
        ("words=MONDAY+spring", ["We sign on Monday, and the first hull is laid in spring"]),
        ("since=2026-11-20&language=de", ["Wir unterschreiben am Montag"]),
        ("until=2026-11-18", []),
        ("since=2026-11-21", []),
        ("speaker=nobody", []),
        ("words=%25", []),
    ],
)
def test_quotes_are_searched(visitor: FlaskClient, query: str, found: list[str]) -> None:
    assert words(visitor, f"/quotes?{query}") == found


def test_an_outlet_s_quotes_are_found(visitor: FlaskClient, newsroom: Newsroom) -> None:
    feed = next(row.id for row in newsroom.store.feeds.all() if row.feed.name == "Kaiblatt")
    assert words(visitor, f"/quotes?feed={feed}") == ["Wir unterschreiben am Montag"]


def test_a_speaker_whom_the_desk_knows_is_named(visitor: FlaskClient) -> None:
    shown = page(visitor.get("/quotes?speaker=Pistoriusa"))
    assert "is read as Boris Pistorius, in every spelling" in " ".join(shown.get_text().split())


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("feed=x", "feed"),
        ("since=yesterday", "since"),
        ("until=0000-01-01", "until"),
        ("older=%21", "older"),
        ("feed=99999999999999999999", "feed"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(visitor: FlaskClient, query: str, ignored: str) -> None:
    shown = page(visitor.get(f"/quotes?{query}"))
    assert f"left out: {ignored}" in shown.get_text()
    assert shown.select(".quote")


@pytest.mark.parametrize("query", ["words=" + "x" * 100_000, "speaker=%00%0a%ff", "language=" + "e" * 500])
def test_odd_words_are_answered_plainly(visitor: FlaskClient, query: str) -> None:
    assert visitor.get(f"/quotes?{query}").status_code == 200


def test_a_desk_without_quotes_says_when_they_come(reader: FlaskClient) -> None:
    assert "No quotes yet" in reader.get("/quotes").text
    assert "No quote fits" in reader.get("/quotes?words=zebra").text


def test_a_quote_leads_to_its_passage_marked_in_the_article(
    visitor: FlaskClient, articles: tuple[int, ...]
) -> None:
    link = page(visitor.get("/quotes?words=lundi")).select_one(".quote-source a")["href"]
    path, anchor = link.split("#")
    assert path.startswith(f"/articles/{articles[3]}?quote=content-")
    assert page(visitor.get(path)).select_one(f"#{anchor}").get_text() == "Nous signons lundi"


def test_an_article_marks_no_passage_that_is_no_quote(
    visitor: FlaskClient, articles: tuple[int, ...]
) -> None:
    for place in ("content-1", "content", "title-0", "x" * 9_000):
        assert not page(visitor.get(f"/articles/{articles[3]}?quote={place}")).select("mark.quoted")


def test_words_that_the_publisher_does_not_allow_are_not_shown(
    visitor: FlaskClient, newsroom: Newsroom, articles: tuple[int, ...]
) -> None:
    (line,) = (
        one for one in newsroom.store.quotes.page(QuoteFilter(), 50).lines if one.article_id == articles[5]
    )
    strict = page(visitor.get(f"/quotes?feed={line.feed_id}"))
    assert "list of parts" in strict.select_one(".quote blockquote").get_text()  # few enough to be words
    long = line.quotation.words + " and it grows by a page in every month that passes"
    with newsroom.store.database.writing() as connection:
        connection.execute(quotes.update().where(quotes.c.id == line.number).values(words=long))
    strict = page(visitor.get(f"/quotes?feed={line.feed_id}"))
    assert strict.select_one(".quote blockquote").get_text(strip=True).startswith("The publisher allows")
    told_ = visitor.get(f"/api/quotes?feed={line.feed_id}").json["quotes"]
    assert [one["words"] for one in told_] == [""]
