"""The ledger page answers for any address, and says what to do where it knows nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from monitor.model import Reason, Role, Window
from monitor.store.digests.digests import ClosedWindow
from tests.samples import article, outcome
from tests.webui.newsroom import FEEDS, ILL, NOW, Newsroom
from tests.webui.visits import page


def look_up(client: FlaskClient, text: object) -> BeautifulSoup:
    response = client.get("/ledger", query_string={"q": text})
    assert response.status_code == 200
    return page(response)


def words(element) -> str:
    return " ".join(element.get_text().split())


def test_without_a_question_it_says_what_to_ask(reader: FlaskClient) -> None:
    assert "Paste the address" in words(look_up(reader, "").select_one(".empty"))


def test_an_articles_address_tells_who_brought_it_and_what_it_carries(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    (lease,) = newsroom.store.feeds.claim([FEEDS[0].url], NOW)
    newsroom.store.feeds.record(lease, outcome(lease, article(77, published=NOW)))
    (hit,) = newsroom.store.ledger.of("entry-77").articles
    found = look_up(reader, "outlet.example/77?utm_medium=rss")
    assert found.select_one("h2 a")["href"] == f"/articles/{hit.article_id}"
    first = words(found.select(".timeline li")[0])
    assert f"Norrland Press brought it first, and it was stored as article {hit.article_id}" in first
    assert "Export bans" in words(found.select_one(".ledger-facts dd"))


def test_an_article_that_two_feeds_brought_stays_one(reader: FlaskClient, newsroom: Newsroom) -> None:
    (hit,) = newsroom.store.ledger.of("copy-1").articles
    moments = [words(item) for item in look_up(reader, hit.article_id).select(".timeline li")]
    assert len(moments) == 2
    assert any("The Harbour Gazette brought it too" in moment for moment in moments)


def test_words_of_several_headlines_give_a_list_to_choose_from(reader: FlaskClient) -> None:
    links = look_up(reader, "the").select(".ledger-hits a")
    assert len(links) == 20
    assert all(link["href"].startswith("/ledger?q=") for link in links)


def test_a_feeds_address_tells_its_health_and_its_polls_with_a_chart(
    reader: FlaskClient, newsroom: Newsroom
) -> None:
    found = look_up(reader, FEEDS[0].url)
    assert "Norrland Press" in words(found.select_one("h2"))
    assert "new" in words(found.select_one(".timeline li"))
    assert len(found.select("svg.bars g")) == 30
    assert found.select_one("svg.bars")["role"] == "img"
    figures = [int(cell.text) for cell in found.select(".ledger-figures td.numbers")]
    assert sum(figures) == sum(
        newsroom.store.ledger.new_by_day(newsroom.feeds[0], NOW - timedelta(days=30)).values()
    )
    ill = look_up(reader, FEEDS[ILL].url)
    assert Reason.NOT_A_FEED.sentence in words(ill.select_one(".timeline"))


def test_of_an_unknown_address_of_a_known_outlet_the_feeds_health_and_what_to_do_is_told(
    reader: FlaskClient,
) -> None:
    told = words(
        look_up(reader, "https://norrlandpress.example/2026/unheard-of").select_one("#unknown").parent
    )
    assert "Norrland Press good Answers well." in told
    assert "Next: see whether the outlet puts this article into that feed" in told


@pytest.mark.parametrize(("role", "advice"), [(Role.ADMIN, "add a feed"), (Role.READER, "ask an admin")])
def test_of_an_unknown_outlet_it_says_so(
    client_as: Callable[[Role], FlaskClient], role: Role, advice: str
) -> None:
    told = words(look_up(client_as(role), "https://nobody.example/a").select_one("#unknown").parent)
    assert "no feed of the desk is of nobody.example" in told
    assert f"Next: {advice}" in told


def test_only_admins_see_who_got_an_article_by_mail(
    admin: FlaskClient, reader: FlaskClient, newsroom: Newsroom
) -> None:
    store = newsroom.store
    subscription = store.subscriptions.ask("anna@example.org", ("export-bans",), 7, "UTC", NOW)
    store.subscriptions.confirm(subscription.id, NOW)
    window, message = Window(NOW - timedelta(days=1), NOW), ("Digest", "<1@desk>", b"x")
    store.digests.close_window(ClosedWindow(subscription, window, newsroom.articles[:1], message), NOW)
    seen = words(look_up(admin, newsroom.articles[0]))
    assert "to anna@example.org, which waits to be sent" in seen
    hidden = words(look_up(reader, newsroom.articles[0]))
    assert "anna@" not in hidden
    assert "In 1; admins see which." in hidden


def test_article_pages_lead_to_the_ledger(reader: FlaskClient, newsroom: Newsroom) -> None:
    link = page(reader.get(f"/articles/{newsroom.articles[0]}")).find(
        "a", string="What became of it: the ledger"
    )
    assert link["href"] == f"/ledger?q={newsroom.articles[0]}"


def test_an_edited_headline_is_told_with_what_it_was(reader: FlaskClient, newsroom: Newsroom) -> None:
    (lease,) = newsroom.store.feeds.claim([FEEDS[0].url], NOW)
    old = article(900, title="Yard wins order", published=NOW)
    made = outcome(lease, old)
    newsroom.store.feeds.record(lease, made)
    (lease,) = newsroom.store.feeds.claim([FEEDS[0].url], NOW)
    new = outcome(lease, article(900, title="Yard loses order", first_seen=NOW + timedelta(minutes=5)))
    newsroom.store.feeds.record(lease, replace(new, new=(), changed=new.new))
    edit = look_up(reader, "entry-900").select(".timeline li")[1]
    assert "Its headline was edited; until then it was Yard wins order" in words(edit)
