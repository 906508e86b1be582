"""The desk: one row a story."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from monitor.model import Act, Do, Feed, PollOutcome
from monitor.store import Store
from monitor.store.articles.desk import ALL
from tests.webui.desked import Desked
from tests.webui.joined import arrive
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_items import counted, open_client
from tests.webui.visits import page, post


def numbers(shown: BeautifulSoup) -> list[int]:
    return [int(str(row["data-story"])) for row in shown.select(".story-row")]


def row(shown: BeautifulSoup, story: int) -> Tag:
    found = shown.select_one(f"#story-{story}")
    assert found, story
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_a_row_is_a_story_with_its_reports_counted_and_its_first_outlet(
    reader: FlaskClient, full: Desked
) -> None:
    shown = row(page(reader.get("/")), full.joined.engines)
    assert words(shown.select_one(".desk-headline")) == "Vestmark freezes exports of drone engines"
    assert words(shown.select_one(".desk-size")) == "6 reports, 4 outlets"
    assert words(shown.select_one(".desk-first")) == "first The Harbour Gazette"
    assert [words(chip) for chip in shown.select(".desk-chips .chip")] == ["Export bans 0.96"]
    when = shown.select_one("time")
    assert (words(when), when["datetime"]) == ("2 h ago", "2026-11-20T04:12:00Z")
    assert when["title"] == "Fri 20 Nov 2026, 06:12 EET"


def test_stories_stand_under_the_days_on_which_they_last_moved(reader: FlaskClient, full: Desked) -> None:
    shown = page(reader.get("/"))
    assert [words(day) for day in shown.select(".day")][:2] == [
        "Today, Friday 20 November",
        "Yesterday, Thursday 19 November",
    ]
    times = [str(when["datetime"]) for when in shown.select(".story-row time")]
    assert times == sorted(times, reverse=True)


def test_a_story_is_new_to_a_reader_until_they_look_and_again_when_something_comes(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    engines = full.joined.engines
    assert "is-unread" in row(page(reader.get("/")), engines)["class"]
    assert "new" not in words(row(page(reader.get("/")), engines).select_one(".desk-facts"))
    post(reader, f"/stories/{engines}/seen", shown_at=(NOW - timedelta(minutes=5)).isoformat())
    assert "is-unread" not in row(page(reader.get("/")), engines)["class"]
    arrive(newsroom, engines, NOW)
    assert words(row(page(reader.get("/")), engines).select_one(".desk-new")) == "+1 new"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("words=crowns", ["engines"]),
        ("words=crowns&topic=export-bans", ["engines"]),
        ("words=bloqué+toutes", ["bystander"]),
        ("language=de&words=Drohnenmotoren", ["engines"]),
        ("day=2026-11-12", ["chapter"]),
        ("state=used", ["chapter"]),
        ("owner=me", ["engines"]),
        ("owner=editor+one&state=used", ["chapter"]),
        ("tag=engines", ["engines"]),
        ("digest=1", ["bystander"]),
        ("state=not-for-us&words=bloqué+toutes", []),
    ],
)
def test_each_filter_narrows_the_list(
    reader: FlaskClient, newsroom: Newsroom, full: Desked, query: str, expected: list[str]
) -> None:
    triage, joined = newsroom.store.triage, full.joined
    triage.act([joined.engines], Act(Do.ASSIGN, "reader one"), "editor one", NOW)
    triage.act([joined.engines], Act(Do.TAG, "engines"), "editor one", NOW)
    triage.act([joined.chapter], Act(Do.USE), "editor one", NOW)
    triage.act([joined.bystander], Act(Do.DIGEST), "editor one", NOW)
    shown = page(reader.get(f"/?{query}"))
    assert numbers(shown) == [getattr(joined, name) for name in expected]
    assert not shown.select_one(".notice-warn")


def test_what_is_not_for_us_and_what_sleeps_is_left_out_until_asked_for(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    refused, asleep = full.joined.engines, full.joined.bystander
    newsroom.store.triage.act([refused], Act(Do.REFUSE, "old news"), "editor one", NOW)
    newsroom.store.triage.act([asleep], Act(Do.SNOOZE), "editor one", NOW)
    assert not {refused, asleep} & set(numbers(page(reader.get("/?topic=export-bans"))))
    assert numbers(page(reader.get("/?state=not-for-us"))) == [refused]
    assert numbers(page(reader.get("/?state=asleep"))) == [asleep]
    assert {refused, asleep} < set(numbers(page(reader.get("/?state=any"))))


def test_a_snoozed_story_wakes_when_it_gets_something_new(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    newsroom.store.triage.act([full.joined.engines], Act(Do.SNOOZE), "editor one", NOW - timedelta(minutes=1))
    assert full.joined.engines not in numbers(page(reader.get("/")))
    arrive(newsroom, full.joined.engines, NOW)
    shown = row(page(reader.get("/")), full.joined.engines)
    assert "Snoozed" not in words(shown)


def test_only_what_is_new_to_the_reader_can_be_asked_for(reader: FlaskClient, full: Desked) -> None:
    before = numbers(page(reader.get("/?new=1")))
    post(reader, f"/stories/{before[0]}/seen", shown_at=NOW.isoformat())
    assert numbers(page(reader.get("/?new=1")))[:3] == before[1:4]


@pytest.mark.parametrize(
    "query",
    [
        "state=lost",
        "owner=Nobody",
        "tag=none",
        "weight=9",
        "new=yes",
        "digest=2",
        "topic=x",
        "older=AAAA",
        "feed=-1",
    ],
)
def test_nonsense_in_the_address_is_named_and_left_out(reader: FlaskClient, full: Desked, query: str) -> None:
    response = reader.get(f"/?{query}")
    assert response.status_code == 200
    assert query.partition("=")[0] in page(response).select_one(".notice-warn").text
    assert numbers(page(response)) == numbers(page(reader.get("/")))


def test_what_the_address_asks_for_is_what_the_form_shows(reader: FlaskClient, newsroom: Newsroom) -> None:
    about = f"topic=coproduction&feed={newsroom.feeds[0]}&language=en&day=2026-11-20&words=boats"
    address = f"/?{about}&state=new&owner=me&weight=0.5&new=1"
    shown = page(reader.get(address))
    chosen = {
        str(select["name"]): str(select.select_one("option[selected]")["value"])
        for select in shown.select(".filters select")
    }
    assert chosen == {
        "topic": "coproduction", "feed": str(newsroom.feeds[0]), "language": "en", "state": "new", "owner": "me",
        "weight": "0.5",
    }  # fmt: skip
    assert shown.select_one("#day")["value"] == "2026-11-20"
    assert shown.select_one("#words")["value"] == "boats"
    assert shown.select_one("#new").has_attr("checked")
    assert shown.select_one(".desk-narrow").has_attr("open")


def test_further_filters_come_when_they_are_asked_for(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    shown = page(reader.get("/?topic=export-bans"))
    assert not shown.select("#feed, #owner, #day")
    asked = page(reader.get(str(shown.select_one(".desk-narrow")["data-fields"])))
    offered = {str(option["value"]) for option in asked.select("#feed option")}
    assert offered == {"", *(str(number) for number in newsroom.feeds)}
    without_scripts = page(reader.get(str(shown.select_one(".desk-narrow noscript a")["href"])))
    assert without_scripts.select_one(".desk-narrow").has_attr("open")
    assert without_scripts.select_one(".desk-narrow-panel").select("input, select") != []
    assert str(without_scripts.select(".desk-narrow-panel > *")) == str(asked.body.select("body > *"))
    assert without_scripts.select_one("#topic option[selected]")["value"] == "export-bans"
    assert numbers(without_scripts) == numbers(shown)


def test_pages_lead_through_the_whole_list_and_back(reader: FlaskClient, full: Desked) -> None:
    address, seen, addresses = f"/?topic={ALL}", [], []
    while address:
        addresses.append(address)
        shown = page(reader.get(address))
        seen += numbers(shown)
        link = shown.select_one('a[rel="next"]')
        address = str(link["href"]) if link else ""
    assert len(addresses) > 1
    assert sorted(seen) == sorted(
        {*full.single, full.joined.engines, full.joined.chapter, full.joined.bystander}
    )
    back = page(reader.get(str(page(reader.get(addresses[-1])).select_one('a[rel="prev"]')["href"])))
    assert numbers(back) == numbers(page(reader.get(addresses[-2])))


def test_the_side_counts_what_is_unread(reader: FlaskClient, newsroom: Newsroom, full: Desked) -> None:
    def counts() -> dict[str, str]:
        links = page(reader.get("/")).select(".side li a")
        return {
            words(link.select_one(".side-name")): words(link).split()[-2]
            for link in links
            if "unread" in words(link)
        }

    before = counts()
    newsroom.store.triage.act([full.joined.engines], Act(Do.ASSIGN, "reader one"), "editor one", NOW)
    newsroom.store.triage.act(full.single[:2], Act(Do.WATCH), "editor one", NOW)
    assert counts() == before | {"Mine": "1", "Watching": "2"}
    post(reader, "/desk/read", story=full.joined.engines)
    now = counts()
    assert "Mine" not in now
    assert int(now["Export bans"]) == int(before["Export bans"]) - 1


def test_the_density_is_remembered(reader: FlaskClient, full: Desked) -> None:
    shown = page(reader.get("/"))
    assert shown.select_one(".is-compact")
    assert not shown.select(".desk-evidence")
    assert post(reader, "/desk/density", density="comfortable", back="/?topic=all").location == "/?topic=all"
    shown = page(reader.get("/"))
    assert shown.select_one(".is-comfortable")
    assert (
        "suspended all export licences"
        in row(shown, full.joined.engines).select_one(".desk-evidence mark").text
    )
    assert post(reader, "/desk/density", density="tiny").status_code == 400


def test_the_evidence_beside_the_list_marks_the_sentence_and_says_why(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    newsroom.store.triage.act([full.joined.engines], Act(Do.NOTE, "call Brevik"), "editor one", NOW)
    shown = page(reader.get(f"/stories/{full.joined.engines}/aside"))
    ground = shown.select_one(".aside-ground")
    assert ground.select_one("mark").text == "suspended all export licences"
    assert "speaks of it" in words(ground)
    lines = [words(line) for line in shown.select(".aside-lines li")]
    assert lines[0].startswith("2 h ago Calibre & Keel Engine ban costs Brevik Motor three orders")
    assert lines[0].endswith("new here: 31 million euros, Lorrania")
    assert "carried by Calibre & Keel, Norrland Press" in words(shown)
    assert "editor one noted: call Brevik" in words(shown.select_one(".desk-history"))
    assert reader.get("/stories/999999/aside").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(
    reader: FlaskClient, newsroom: Newsroom, full: Desked
) -> None:
    reader.get("/")  # looks up the warnings and languages, as the first page of each minute does
    newsroom.store.triage.act(full.single, Act(Do.TAG, "all"), "editor one", NOW)
    with counted(newsroom.store) as many:
        assert len(numbers(page(reader.get("/?topic=all")))) == 50
    newsroom.store.triage.act(full.single[:1], Act(Do.USE), "editor one", NOW)
    with counted(newsroom.store) as few:
        assert len(numbers(page(reader.get("/?topic=all&state=used")))) == 1
    assert len(many) == len(few) == 21


def test_an_empty_desk_says_what_to_do_next(sqlite_store: Store) -> None:
    client = open_client(sqlite_store)
    assert page(client.get("/")).select_one(".empty a")["href"] == "/feeds/new"
    sqlite_store.feeds.add([Feed("https://a.example/feed", "A")], NOW)
    assert "Polling has just started" in client.get("/").text
    lease = sqlite_store.feeds.claim_due(NOW, 1)[0]
    polled = replace(lease.polling, last_polled_at=NOW, last_good_at=NOW)
    sqlite_store.feeds.record(lease, PollOutcome(polled))
    assert "No stories yet" in client.get("/").text
    cleared = page(client.get("/?words=zebra")).select_one(".empty a")
    assert (cleared.text, cleared["href"]) == ("Clear the filters", "/")


def test_a_reader_is_offered_no_decisions(reader: FlaskClient, full: Desked) -> None:
    shown = page(reader.get("/"))
    assert not shown.select("#act, .desk-tick, [data-do]")
    offered = {str(one["data-action"]) for one in shown.select("[data-action]")}
    assert "next" in offered
    assert not offered & {"use", "right", "undo", "go-outbox"}
