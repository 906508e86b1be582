"""Watchlists: made, grown, shortened, shared, and counted beside the desk's list."""

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from monitor.model import Classified, PollOutcome, Role, SavedSearch
from tests.samples import article
from tests.webui.newsroom import FEEDS, NOW, Newsroom
from tests.webui.test_items import counted
from tests.webui.visits import page, post


def kept_by(newsroom: Newsroom, role: Role) -> list[SavedSearch]:
    user = next(user for user in newsroom.store.users.all() if user.role is role)
    return newsroom.store.searches.of(user.id)


def arrive(newsroom: Newsroom, number: int, title: str) -> None:
    """So many articles of that headline come in."""
    (lease,) = newsroom.store.feeds.claim([FEEDS[0].url], NOW)
    new = (article(one, key=f"late-{one}", entry_id=f"late-{one}", title=title) for one in range(number))
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, tuple(Classified(one, ()) for one in new)))


def watched(client: FlaskClient) -> dict[str, list[str]]:
    shown = page(client.get("/watchlists"))
    return {
        one.h2.get_text(strip=True): [entry.code.text for entry in one.select(".watched li")]
        for one in shown.select(".watchlist")
    }


def test_names_are_written_a_line_each_and_go_one_by_one(editor: FlaskClient, newsroom: Newsroom) -> None:
    assert page(editor.get("/watchlists")).select_one(".empty h2").text == "No watchlist yet"
    made = post(editor, "/watchlists", name="Engines", entries="Brevik Motor\n\nnordfors*\nBrevik Motor")
    assert made.location == "/watchlists"
    assert watched(editor) == {"Engines": ['"Brevik Motor"', "nordfors*"]}
    (kept,) = kept_by(newsroom, Role.EDITOR)
    post(editor, "/watchlists", list=kept.number, entries="Halvorsen Marine")
    post(editor, f"/watchlists/{kept.number}/drop", entry="nordfors*")
    assert watched(editor) == {"Engines": ['"Brevik Motor"', '"Halvorsen Marine"']}
    post(editor, f"/watchlists/{kept.number}/drop", entry='"Brevik Motor"')
    refused = post(editor, f"/watchlists/{kept.number}/drop", entry='"Halvorsen Marine"')
    assert refused.status_code == 422
    assert "delete it instead" in page(refused).select_one("[role=alert]").text
    gone = post(editor, f"/search/saved/{kept.number}/delete", back="/watchlists")
    assert gone.location == "/watchlists"
    assert watched(editor) == {}


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ("", "Write what to watch for"),
        ("Brevik\nban (", "“ban (”"),
        ('"ban" export', "This query narrows"),
        ("\n".join(f"name{number:04}" for number in range(500)), "4,000 characters"),
    ],
)
def test_what_can_not_be_watched_for_is_refused_in_words_and_stays_in_the_form(
    editor: FlaskClient, newsroom: Newsroom, entries: str, says: str
) -> None:
    refused = post(editor, "/watchlists", name="Mine", entries=entries)
    shown = page(refused)
    assert refused.status_code == 422
    assert says in shown.select_one("[role=alert]").text
    assert shown.select_one("#list-entries").text.strip() == entries.strip()
    assert shown.select_one("#list-name")["value"] == "Mine"
    assert kept_by(newsroom, Role.EDITOR) == []


def test_a_search_goes_onto_a_watchlist_as_it_stands(editor: FlaskClient, newsroom: Newsroom) -> None:
    post(editor, "/watchlists", name="Bans", q="licen* NEAR/5 ban*")
    (kept,) = kept_by(newsroom, Role.EDITOR)
    offered = page(editor.get("/search?q=drone+export")).select("#watchlist option")
    assert [option.text for option in offered] == ["A new one", "Bans"]
    post(editor, "/watchlists", list=kept.number, q="drone export")
    assert watched(editor) == {"Bans": ["licen* NEAR/5 ban*", "drone export"]}


def test_a_name_is_watched_for_in_every_spelling(editor: FlaskClient) -> None:
    offer = page(editor.get("/names/kyiv")).find("a", string="Watch for this name")
    form = page(editor.get(str(offer["href"]))).select_one(".watchlist-new")
    lines = form.textarea.text.split()
    assert form.select_one("#list-name")["value"] == "Kyiv"
    assert {"Kyiv", "kijow", "київ"} <= set(lines)
    post(editor, "/watchlists", name="Kyiv", entries=form.textarea.text)
    assert len(watched(editor)["Kyiv"]) == len(lines)


def test_a_colleague_sees_what_is_shared_and_changes_nothing(
    editor: FlaskClient, reader: FlaskClient, newsroom: Newsroom
) -> None:
    post(editor, "/watchlists", name="Theirs", entries="Brevik\nNordfors")
    (kept,) = kept_by(newsroom, Role.EDITOR)
    assert watched(reader) == {}
    assert post(reader, "/watchlists", list=kept.number, entries="x").status_code == 404
    assert post(editor, f"/search/saved/{kept.number}/share", back="/watchlists").location == "/watchlists"
    assert watched(reader) == {"Theirs": ["Brevik", "Nordfors"]}
    assert not page(reader.get("/watchlists")).select(".watchlist form")
    assert post(reader, "/watchlists", list=kept.number, entries="x").status_code == 403
    assert post(reader, f"/watchlists/{kept.number}/drop", entry="Brevik").status_code == 403
    assert post(editor, "/watchlists", list="none", entries="x").status_code == 400


def side(client: FlaskClient) -> Tag:
    found = page(client.get("/")).select_one(".side")
    assert found
    return found


def names(shown: Tag, title: str) -> list[str]:
    """The links under a heading of the desk's side."""
    heading = next(one for one in shown.select("h2") if one.get_text(strip=True) == title)
    return [link.get_text(strip=True) for link in heading.find_next("ul").select("a")]


def test_the_desks_side_lists_both_and_the_next_step_where_there_are_none(editor: FlaskClient) -> None:
    assert names(side(editor), "Watchlists") == ["Make a watchlist"]
    assert names(side(editor), "Searches") == ["Save a search"]
    assert "data-unread" not in side(editor).attrs
    post(editor, "/watchlists", name="Engines", entries="Brevik Motor")
    post(editor, "/search/saved", q="drone export", name="Drones")
    assert names(side(editor), "Watchlists") == ["Engines", "All watchlists"]
    assert names(side(editor), "Searches") == ["Drones", "All searches"]


def test_what_is_unread_in_each_is_counted_apart_from_the_page(
    editor: FlaskClient, newsroom: Newsroom
) -> None:
    post(editor, "/watchlists", name="Engines", entries="zeppelin\nblimp")
    post(editor, "/search/saved", q="drone export", name="Drones")
    address = str(side(editor)["data-unread"])
    assert set(editor.get(address).json["unread"].values()) == {""}
    arrive(newsroom, 3, "A zeppelin for the navy")
    answer = editor.get(address)
    by_number = {one.name: answer.json["unread"][str(one.number)] for one in kept_by(newsroom, Role.EDITOR)}
    assert by_number == {"Engines": "3", "Drones": ""}
    assert answer.headers["Cache-Control"] == "private, max-age=60"


def test_a_look_gives_the_counts_another_address(editor: FlaskClient, newsroom: Newsroom) -> None:
    post(editor, "/watchlists", name="Engines", entries="zeppelin")
    before = side(editor)["data-unread"]
    arrive(newsroom, 1, "A zeppelin for the navy")
    (kept,) = kept_by(newsroom, Role.EDITOR)
    newest = page(editor.get("/search?q=zeppelin")).select_one('[name="newest"]')["value"]
    post(editor, f"/search/saved/{kept.number}/seen", newest=newest)
    after = str(side(editor)["data-unread"])
    assert after != before
    assert editor.get(after).json["unread"] == {str(kept.number): ""}


def test_the_desk_costs_no_more_queries_for_more_searches(editor: FlaskClient, newsroom: Newsroom) -> None:
    post(editor, "/watchlists", name="One", entries="zeppelin")
    editor.get("/")
    with counted(newsroom.store) as few:
        editor.get("/")
    for number in range(5):
        post(editor, "/watchlists", name=f"More {number}", entries=f"zeppelin{number}")
    with counted(newsroom.store) as many:
        editor.get("/")
    assert len(few) == len(many)
