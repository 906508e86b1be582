"""`wiredesk feeds`: find, try, take in and give out."""

import json
from pathlib import Path

import pytest

from monitor.configuration.feeds_file import read_feeds
from monitor.feeds.opml import read_opml
from tests.pipeline.publisher import ATOM, BARE, PAGE, RSS, site_of
from tests.served import served

HELD = '[[feed]]\nname = "Held"\nurl = "https://held.example/rss"\nkind = "wire"\nrights = "headline"\n'
LIST = """<opml version="1.0"><body>
<outline text="Fresh & new" xmlUrl="https://fresh.example/rss?a=1&b=2"/>
<outline text="Held too" xmlUrl="http://held.example/rss/"/>
<outline text="Bad" xmlUrl="ftp://old.example/rss"/>
</body></opml>"""


@pytest.fixture(autouse=True)
def installation(data: Path) -> None:
    (data / "feeds.toml").write_text(HELD)
    (data / "wiredesk.toml").write_text('[polling]\nallowed_hosts = ["127.0.0.1"]\ntimeout_seconds = 10\n')


def names(wiredesk) -> list[str]:
    return [row["name"] for row in json.loads(wiredesk("feeds", "list", "--json").stdout)]


def test_the_feeds_of_a_page_are_found_and_nothing_is_stored(wiredesk) -> None:
    with served(site_of({"/": PAGE, "/all.xml": RSS, "/sea.atom": ATOM})) as url:
        found = json.loads(wiredesk("feeds", "discover", url, "--json").stdout)
    assert [(row["title"], row["format"], row["items"], row["undated"], row["found"]) for row in found] == [
        ("Harbour Gazette", "RSS", 2, 1, "named"),
        ("Gazette: sea", "Atom", 1, 0, "named"),
    ]
    assert names(wiredesk) == ["Held"]


def test_what_is_not_found_is_said_in_one_line_with_the_remedy(wiredesk) -> None:
    with served(site_of({"/": BARE})) as url:
        bare, missing = wiredesk("feeds", "discover", url), wiredesk("feeds", "test", f"{url}/none")
    assert (bare.exit_code, missing.exit_code) == (1, 1)
    assert bare.output.splitlines()[-1].endswith(
        "This page names no feed: ask the publisher, or give the feed's own address."
    )
    assert "There is nothing at this address (HTTP 404): check the address." in missing.output
    nonsense = wiredesk("feeds", "discover", "two words")
    assert (nonsense.exit_code, nonsense.output.count("\n")) == (1, 1)


def test_a_trial_shows_the_items_with_their_topics_and_what_the_desk_has(wiredesk) -> None:
    with served(site_of({"/rss": RSS})) as url:
        wiredesk("feeds", "add", f"{url}/rss/", "--name", "Twin")
        shown = wiredesk("feeds", "test", f"{url}/rss")
        items = json.loads(wiredesk("feeds", "test", f"{url}/rss", "--json").stdout)
    assert shown.exit_code == 0, shown.output
    assert "Harbour Gazette: RSS, 2 items, 1 undated" in shown.output
    assert "The desk has this feed already, as Twin." in shown.output
    assert "The desk has 0 of its items already." in shown.output
    assert [item["language"] for item in items] == ["en", "en"]
    assert items[0]["topics"].startswith("export-bans 0.")
    assert (items[1]["published"], items[1]["topics"]) == (None, "")


@pytest.mark.reliability(86, 88)
def test_a_list_is_imported_once_and_each_line_accounted_for(wiredesk, tmp_path: Path) -> None:
    file = tmp_path / "list.opml"
    file.write_text(LIST)
    done = wiredesk("feeds", "import", file)
    assert done.exit_code == 0
    assert done.stdout == (
        f"{file}: 1 added, 1 known already, 1 refused; the file was not well-formed and has been mended.\n"
    )
    assert done.stderr.startswith(f"{file}:4: xmlUrl: must begin with http:// or https://")
    assert names(wiredesk) == ["Fresh & new", "Held"]
    again = json.loads(wiredesk("feeds", "import", file, "--json").stdout)
    assert (again["added"], len(again["known"]), len(again["refused"])) == ([], 2, 1)


@pytest.mark.reliability(47)
def test_a_list_is_imported_from_an_address(wiredesk) -> None:
    with served(site_of({"/list.opml": LIST})) as url:
        assert "1 added" in wiredesk("feeds", "import", f"{url}/list.opml").stdout
        missing = wiredesk("feeds", "import", f"{url}/none.opml")
    assert (missing.exit_code, "nothing at this address" in missing.output) == (1, True)
    private = wiredesk("feeds", "import", "http://10.0.0.1/list.opml")
    assert (private.exit_code, "private" in private.output) == (1, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not an OPML file"),
        (b"<opml/>", "lists no feed"),
        (b" " * 6_000_000, "larger than 5 MB"),
        (None, "No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    wiredesk, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "list.opml"
    if content is not None:
        file.write_bytes(content)
    refused = wiredesk("feeds", "import", file)
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert str(file) in refused.output
    assert sentence in refused.output
    assert wiredesk("feeds", "import", tmp_path).exit_code == 1


def test_what_is_exported_is_read_back_by_other_desks(wiredesk, tmp_path: Path) -> None:
    printed = wiredesk("feeds", "export").stdout
    (listed,) = read_opml(printed.encode(), "x").feeds
    assert (listed.feed.url, listed.feed.name, listed.feed.kind) == (
        "https://held.example/rss",
        "Held",
        "wire",
    )
    file = tmp_path / "out.opml"
    assert wiredesk("feeds", "export", file).exit_code == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.opml"]
    assert "0 added, 1 known already, 0 refused." in wiredesk("feeds", "import", file).stdout

    toml = tmp_path / "out.toml"
    wiredesk("feeds", "export", toml, "--format", "toml")
    assert [feed.rights for feed in read_feeds(toml)] == ["headline"]
    assert "0 to add, 0 to change" in wiredesk("config", "plan", "--feeds", toml).output
