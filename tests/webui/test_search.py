"""The search page: results, facets, bars, errors, and what one keeps of it."""

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import event

from monitor.model import Classified, Feed, PollOutcome, QueryRole, Rights, Role
from tests.samples import article
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_hostile import HOSTILE
from tests.webui.visits import page, post


def search(client: FlaskClient, query: str, **more: str):
    return page(client.get("/search", query_string={"q": query, **more}))


def headlines(client: FlaskClient, query: str, **more: str) -> list[str]:
    return [one.get_text(strip=True) for one in search(client, query, **more).select(".row-headline")]


def facet(client: FlaskClient, name: str, value: str, query: str) -> str:
    """The address that a value of a facet leads to."""
    found = search(client, query).select_one(f'nav[aria-label="{name}"]')
    return next(link["href"] for link in found.select("a") if value in link.get_text())


def test_results_are_marked_and_read_out_in_plain_words(admin: FlaskClient) -> None:
    shown = search(admin, "licen* NEAR/5 suspend*")
    assert "within 5 words of" in shown.select_one("#reading").get_text()
    assert {"licences", "suspended"} <= {mark.get_text() for mark in shown.select("mark")}


def test_a_facet_narrows_and_lets_go_again(admin: FlaskClient) -> None:
    query = "licen* OR export"
    everything = headlines(admin, query)
    french = page(admin.get(facet(admin, "Language", "French", query)))
    count = len(french.select(".result"))
    assert 0 < count < len(everything)
    assert french.select_one("#q")["value"] == "(licen* OR export) lang:fr"
    back = french.select_one('nav[aria-label="Language"] a[aria-current]')["href"]
    assert len(page(admin.get(back)).select(".result")) == len(everything)


@pytest.mark.parametrize("name", ["Topic", "Language", "Outlet", "Country", "Kind"])
def test_each_count_of_a_facet_is_what_its_link_finds(admin: FlaskClient, name: str) -> None:
    links = search(admin, "licen* OR export").select(f'nav[aria-label="{name}"] a')
    assert len(links) > 1
    for link in links:
        found = page(admin.get(link["href"])).select_one(".search-count").get_text(strip=True)
        assert found.split()[0] == link.select_one(".facet-count").get_text()


def test_the_bars_count_all_and_each_leads_to_its_days(admin: FlaskClient) -> None:
    shown = search(admin, "licen* OR export")
    bars = [bar for bar in shown.select(".histogram svg a") if not bar.has_attr("tabindex")]
    total = 0
    for bar in bars:
        found = page(admin.get(bar["href"]))
        count = int(found.select_one(".search-count").get_text(strip=True).split()[0])
        assert bar["aria-label"].endswith(f" {count} article{'s' if count > 1 else ''}")
        total += count
    assert total == int(shown.select_one(".search-count").get_text(strip=True).split()[0])


def test_days_are_the_readers_own(admin: FlaskClient, newsroom: Newsroom) -> None:
    """The admin reads in Kyiv: an article of 22:30 UTC is of the next day there."""
    lease = newsroom.store.feeds.claim([newsroom.store.feeds.all()[0].feed.url], NOW)[0]
    late = article(
        1, key="late", entry_id="late", title="Zeppelin", published=NOW.replace(day=18, hour=22, minute=30)
    )
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, (Classified(late, ()),)))
    days = {"from": "2026-11-19", "to": "2026-11-19"}
    assert headlines(admin, "zeppelin", **days) == ["Zeppelin"]
    assert headlines(admin, "zeppelin", **{"from": "2026-11-18", "to": "2026-11-18"}) == []


def test_paging_shows_each_article_once(admin: FlaskClient) -> None:
    path, seen = "/search?q=a+OR+the+OR+lang:uk+OR+lang:fr+OR+lang:de+OR+lang:pl+OR+lang:en", []
    while path:
        shown = page(admin.get(path))
        seen += [one["href"] for one in shown.select(".row-headline a")]
        following = shown.select_one('a[rel="next"]')
        path = following["href"] if following else ""
    assert len(seen) == len(set(seen)) > 50


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("ban (", "column 5: this parenthesis is never closed"),
        ("@nowhere", "there is no concept 'nowhere'"),
        ("lang:zz", "zz is no language"),
    ],
)
def test_an_error_says_where_and_what_was_expected(admin: FlaskClient, query: str, says: str) -> None:
    shown = search(admin, query)
    assert says in shown.select_one("#reading").get_text()
    assert shown.select_one("#q")["aria-invalid"] == "true"
    assert shown.select_one("#q")["value"] == query
    assert says in admin.get("/search/reading", query_string={"q": query}).json["fault"]


def test_an_address_that_makes_no_sense_is_searched_as_far_as_it_does(admin: FlaskClient) -> None:
    nonsense = {"topic": "none", "from": "soon", "to": "9999-12-31", "sort": "x", "page": "0", "before": "?"}
    shown = search(admin, "licen*", **nonsense)
    assert "topic, from, to, sort, page, before" in shown.select_one(".notice").get_text()
    assert shown.select(".result")
    assert search(admin, "licen*", page="999").select_one(".empty h2").get_text() == "No further page"


@pytest.mark.parametrize("text", [*HOSTILE, '"', "/(/", "NEAR", "\\", "a" * 10_000, "(" * 500])
def test_hostile_queries_are_shown_and_break_nothing(admin: FlaskClient, text: str) -> None:
    response = admin.get("/search", query_string={"q": text, "topic": text})
    shown = page(response)
    assert response.status_code == 200
    assert shown.select_one("#q")["value"] == text.strip()[:4_000]
    assert all(script["src"].startswith("/static/") for script in shown.select("script"))
    assert not shown.select("[onload], [onerror], [onmouseover], style, base, meta[http-equiv], iframe")


@pytest.mark.parametrize("allowed", list(Rights))
def test_no_more_of_a_text_is_shown_than_its_publisher_allows(
    admin: FlaskClient, newsroom: Newsroom, allowed: Rights
) -> None:
    feed = Feed("https://rights.example/feed", "Rights", rights=allowed)
    newsroom.store.feeds.add([feed], NOW)
    lease = newsroom.store.feeds.claim([feed.url], NOW)[0]
    held = article(1, key="r", title="Zeppelin", summary="A quoll in the dock was seen by nobody.")
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, (Classified(held, ()),)))
    shown = search(admin, "quoll").select_one(".result").get_text()
    assert ("was seen by nobody" in shown) is (allowed is not Rights.HEADLINE)
    assert "quoll" in shown


def test_completions_name_fields_concepts_and_outlets(admin: FlaskClient) -> None:
    offered = {one["text"]: one["means"] for one in admin.get("/search/completions").json["completions"]}
    assert {"title:", "NEAR/5", "@licence", "lang:uk", "country:PL", 'kind:"trade press"'} <= set(offered)
    for text in offered:  # whatever is offered can be searched for
        if not text.endswith(":") and text[0] not in "NOS":
            assert "reading" in admin.get("/search/reading", query_string={"q": text}).json, text


def test_a_search_is_saved_seen_shared_and_deleted(
    newsroom: Newsroom, client_as: Callable[[Role], FlaskClient]
) -> None:
    editor, other = client_as(Role.EDITOR), client_as(Role.READER)
    assert post(editor, "/search/saved", q="licen*", name="Licences", shared="on").status_code == 303
    assert post(editor, "/search/saved", q="ban (", name="Faulty").status_code == 400
    (kept,) = newsroom.store.searches.of(newsroom.store.users.all()[0].id)
    seen_by_other = page(other.get("/search")).select_one(".saved")
    assert "Licences by editor one" in " ".join(seen_by_other.get_text(" ").split())
    assert int(seen_by_other.select_one(".saved-new").get_text().split()[0]) > 10
    found = search(other, "licen*")
    newest = found.select_one('[name="newest"]')["value"]
    post(other, f"/search/saved/{kept.number}/seen", newest=newest)
    assert not page(other.get("/search")).select(".saved-new")
    for change in ("share", "feed", "delete"):
        assert post(other, f"/search/saved/{kept.number}/{change}").status_code == 403
    post(editor, f"/search/saved/{kept.number}/share")
    assert "Licences" not in page(other.get("/search")).select_one(".saved").get_text()
    post(editor, f"/search/saved/{kept.number}/delete")
    assert post(editor, f"/search/saved/{kept.number}/delete").status_code == 404


def test_a_kept_search_is_a_feed_at_an_address_that_cannot_be_guessed(
    newsroom: Newsroom, client_as: Callable[[Role], FlaskClient], stranger: FlaskClient
) -> None:
    editor = client_as(Role.EDITOR)
    post(editor, "/search/saved", q="licen*", name="Licences & <more>\u0001")
    me = next(user for user in newsroom.store.users.all() if user.role is Role.EDITOR)
    (kept,) = newsroom.store.searches.of(me.id)
    post(editor, f"/search/saved/{kept.number}/feed")
    token = newsroom.store.searches.of(me.id)[0].feed_token
    assert len(token) == 32
    answer = stranger.get(f"/searches/{token}.atom")
    feed = etree.fromstring(answer.data)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}title") == "Licences & <more> · Wiredesk"
    titles = [one.findtext(f"{atom}title") for one in feed.iter(f"{atom}entry")]
    assert titles == [one["title"] for one in stranger.get(f"/searches/{token}.json").json["items"]]
    assert any("halts licences" in title for title in titles)
    post(editor, f"/search/saved/{kept.number}/feed")
    assert stranger.get(f"/searches/{token}.atom").status_code == 404


def test_a_table_has_no_cell_that_a_spreadsheet_takes_for_a_formula(
    admin: FlaskClient, newsroom: Newsroom
) -> None:
    lease = newsroom.store.feeds.claim([newsroom.store.feeds.all()[0].feed.url], NOW)[0]
    formulas = ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " =1", 'Zebra, "plain"\nnext']
    brought = tuple(
        Classified(article(n, key=f"f{n}", entry_id=f"f{n}", title=text, summary="zeppelin"), ())
        for n, text in enumerate(formulas)
    )
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, brought))
    answer = admin.get("/search.csv?q=zeppelin")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert table[0][0] == "headline"
    assert [row[0] for row in table[1:]] == [*(f"'{text}" for text in formulas[:-1]), formulas[-1]]
    assert admin.get("/search.csv?q=(").status_code == 400


def test_a_search_becomes_the_draft_of_a_topic_with_its_concepts(
    admin: FlaskClient, newsroom: Newsroom
) -> None:
    post(admin, "/search/draft", q="@licence NEAR/5 ban*", name="Łicence bans")
    (draft,) = newsroom.store.drafts.all()
    topic = draft.topic
    assert (topic.slug, topic.query_as, topic.query) == (
        "licence-bans",
        QueryRole.ALONE,
        "@licence NEAR/5 ban*",
    )
    assert set(topic.concepts) == {"licence"}
    assert admin.get("/api/topics/licence-bans/draft").status_code == 200
    post(admin, "/search/draft", q="ban", name="Export bans")
    assert len(newsroom.store.drafts.all()) == 1


def test_the_number_of_queries_does_not_grow_with_what_is_found(
    admin: FlaskClient, newsroom: Newsroom
) -> None:
    statements: list[str] = []
    event.listen(
        newsroom.store.database.engine, "before_cursor_execute", lambda *found: statements.append(found[2])
    )

    def asked(query: str) -> int:
        statements.clear()
        assert headlines(admin, query)
        return len(statements)

    asked("licencyjna")  # what the desk warns of is counted once in a while
    few, many = asked("licencyjna"), asked("licen* OR export")
    assert few == many <= 25
