"""Lists of feeds: what other readers write is read or refused with its line; what we write, we read."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.configuration.problems import ConfigurationError
from monitor.feeds.opml import FEED_LIMIT, SIZE_LIMIT, FeedList, read_opml
from monitor.feeds.opml_writing import write_opml
from monitor.model import Feed
from tests.configuration.strategies import distinct_feeds

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def opml(body: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}\n'
        f'<opml version="1.0"><head/><body>\n{body}\n</body></opml>'
    ).encode()


def read(body: str, head: str = "") -> FeedList:
    return read_opml(opml(body, head), "list.opml")


def feeds(found: FeedList) -> list[tuple[str, str]]:
    return [(listed.feed.url, listed.feed.name) for listed in found.feeds]


def refusal(body: bytes) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read_opml(body, "list.opml")
    return str(caught.value)


def refusal_if_any(body: bytes) -> str:
    try:
        read_opml(body, "list.opml")
    except ConfigurationError as error:
        return str(error)
    return ""


def test_folders_become_kinds_and_every_spelling_of_the_attributes_is_known() -> None:
    found = read("""<outline text="Defence"><outline text="Wires">
        <outline text="North Wire" xmlUrl="https://north.example/rss"
            htmlUrl="https://north.example/" language="en-gb"/>
        </outline></outline>
        <outline title="Old Paper" XMLURL=" feed://paper.example/rss " htmlurl="javascript:alert(1)"/>
        <outline xmlUrl="https://nameless.example/rss" category="/Defence/Navy,/News"/>""")
    assert [listed.feed for listed in found.feeds] == [
        Feed("https://north.example/rss", "North Wire", "https://north.example/", "en", kind="Wires"),
        Feed("http://paper.example/rss", "Old Paper"),
        Feed("https://nameless.example/rss", "nameless.example", kind="Navy"),
    ]
    assert [listed.line for listed in found.feeds] == [5, 7, 8]  # where the opening tag ends
    assert (found.refused, found.repaired) == ((), False)


@pytest.mark.reliability(86)
@pytest.mark.parametrize(
    ("written", "url", "name"),
    [
        ('text="A &amp; B" xmlUrl="https://a.example/?x=1&y=2"', "https://a.example/?x=1&y=2", "A & B"),
        ('text="Q&A" xmlUrl="https://a.example/?a=1&copy=2&lt=3"', "https://a.example/?a=1&copy=2&lt=3", "Q&A"),
        ('text="Caf&eacute; &amp; &nosuch;" xmlUrl="https://a.example/"', "https://a.example/", "Café & &nosuch;"),
        ('text="a &#8211; b &#x2013; c" xmlUrl="https://a.example/"', "https://a.example/", "a – b – c"),
        ('text="The "best" of it" xmlUrl="https://a.example/"', "https://a.example/", 'The "best" of it'),
        ('text="1 < 2" xmlUrl="https://a.example/?q=a&b=<c>"', "https://a.example/?q=a&b=<c>", "1 < 2"),
        (
            'text="x" description="see <a href="https://b.example/">this</a>" xmlUrl="https://a.example/"',
            "https://a.example/",
            "x",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_not_well_formed_is_mended(written: str, url: str, name: str) -> None:
    found = read(f'<outline {written} />\n<outline text="Next" xmlUrl="https://next.example/"/>')
    assert feeds(found) == [(url, name), ("https://next.example/", "Next")]
    assert found.refused == ()


@pytest.mark.reliability(86)
def test_what_cannot_be_mended_is_refused_with_its_line_and_nothing_of_it_is_used() -> None:
    lost = '<outline text="A" xmlUrl="https://a.example/"/>\n<outline text="B" xmlUrl=https://b.example/ />'
    said = refusal(opml(lost))
    assert said.startswith("list.opml:4: cannot be read from here on")
    assert "nothing was imported" in said


def test_an_outline_that_cannot_be_a_feed_is_refused_with_its_line_and_the_others_are_read() -> None:
    found = read("""<outline text="A" xmlUrl="https://a.example/"/>
        <outline text="B" xmlUrl="javascript:alert(1)"/>
        <outline text="C" type="link" url="https://c.example/"/>
        <outline text="An empty folder"/>
        <outline text="D" xmlUrl="https://user:secret@d.example/"/>""")
    assert feeds(found) == [("https://a.example/", "A")]
    assert [str(problem).partition(": ")[0] for problem in found.refused] == [
        f"list.opml:{n}" for n in (4, 5, 7)
    ]
    assert "secret" not in "".join(map(str, found.refused))


@pytest.mark.parametrize("body", [b"", b"nothing", b"<html><body>x</body></html>", b"\x00\x01", b"{}"])
def test_what_is_no_opml_is_said_to_be_none(body: bytes) -> None:
    assert "list.opml: is not an OPML file" in refusal(body)


def test_other_encodings_are_read() -> None:
    listed = '<outline text="Вісник" xmlUrl="https://a.example/"/>'
    text = '<?xml version="1.0" encoding="{}"?><opml version="2.0"><body>' + listed + "</body></opml>"
    for encoding in ("utf-8", "utf-8-sig", "windows-1251", "utf-16"):
        found = read_opml(text.format(encoding.removesuffix("-sig")).encode(encoding), "list.opml")
        assert feeds(found) == [("https://a.example/", "Вісник")], encoding


@pytest.mark.reliability(86)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_lost_is_noticed_in_every_encoding(encoding: str) -> None:
    rows = '<outline xmlUrl="https://a.example/?b&amp;c"/>\n<outline xmlUrl=https://b.example/ />'
    whole = f"<?xml version='1.0' encoding='{encoding}'?><opml><!-- xmlUrl= --><body>\n{rows}</body></opml>"
    assert refusal(whole.encode(encoding)).startswith("list.opml:3: cannot be read from here on")
    mended = whole.replace("=https://b.example/ ", '="https://b.example/?x&y"')
    found = read_opml(mended.encode(encoding), "list.opml")
    assert [url for url, _ in feeds(found)] == ["https://a.example/?b&c", "https://b.example/?x&y"]
    assert found.repaired


@pytest.mark.reliability(87)
def test_limits_are_kept_and_said() -> None:
    assert "is larger than 5 MB" in refusal(b" " * (SIZE_LIMIT + 1))
    many = '<outline xmlUrl="https://a.example/"/>\n' * 100_000
    assert f"lists 100,000 feeds, and {FEED_LIMIT:,} is the most" in refusal(opml(many))
    nested = '<outline text="a">' * 10_000 + '<outline xmlUrl="https://a.example/"/>' + "</outline>" * 10_000
    assert "list.opml:3: cannot be read from here on (Excessive depth in document: 256)" in refusal(
        opml(nested)
    )


BOMB = "<!DOCTYPE opml [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.reliability(10, 87)
@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        '<!DOCTYPE opml [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE opml [<!ENTITY % j SYSTEM "http://127.0.0.1:9/x.dtd"> %j;]>',
    ],
)
def test_entities_of_its_own_are_refused_unread(head: str) -> None:
    said = refusal(opml('<outline text="&j;" xmlUrl="https://a.example/"/>', head))
    assert said.startswith("list.opml: declares entities of its own")


@pytest.mark.reliability(12, 13)
def test_an_outer_document_type_is_not_fetched() -> None:
    found = read(
        '<outline text="A" xmlUrl="https://a.example/"/>', '<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/x.dtd">'
    )
    assert feeds(found) == [("https://a.example/", "A")]


@pytest.mark.reliability(87)
@pytest.mark.parametrize("piece", ["<", '<outline a="', ' xmlUrl="<"', "<!--"])
def test_hostile_files_of_the_greatest_size_are_read_or_refused_in_bounded_memory(piece: str) -> None:
    """In a process of its own, whose memory and time can be limited without harm to the test run."""
    program = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from monitor.configuration.problems import ConfigurationError
from monitor.feeds.opml import SIZE_LIMIT, read_opml
body = b'<opml version="2.0"><body><outline ' + {piece!r}.encode() * ((SIZE_LIMIT - 50) // {len(piece.encode())})
try:
    read_opml(body, "x")
except ConfigurationError:
    pass
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr


@settings(deadline=None)
@given(distinct_feeds, st.sampled_from(["", "https://site.example/?a=1&b=2", "https://x.example/\"'<>"]))
def test_what_is_written_is_read_back(made: list[Feed], site: str) -> None:
    wanted = [(feed.url, feed.name, site) for feed in made]
    there = [Feed(feed.url, feed.name, site, feed.language, kind=feed.kind) for feed in made]
    found = read_opml(write_opml(there, "Feeds & more", NOW), "list.opml")
    assert sorted((one.feed.url, one.feed.name, one.feed.site) for one in found.feeds) == sorted(wanted)
    assert {(one.feed.url, one.feed.language) for one in found.feeds} == {(f.url, f.language) for f in made}
    assert (found.refused, found.repaired) == ((), False)


def test_kinds_are_folders_in_what_is_written() -> None:
    written = write_opml(
        [Feed("https://b.example/", "B", kind="trade press"), Feed("https://a.example/", "A")],
        "Our feeds",
        NOW,
    ).decode()
    assert "<title>Our feeds</title>" in written
    assert "<dateCreated>Fri, 20 Nov 2026 06:00:00 +0000</dateCreated>" in written
    found = read_opml(written.encode(), "list.opml")
    assert [(one.feed.name, one.feed.kind) for one in found.feeds] == [("A", ""), ("B", "trade press")]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400), st.integers(0, 300))
def test_no_bytes_make_it_fail_otherwise(noise: bytes, at: int) -> None:
    whole = opml(
        '<outline text="A" xmlUrl="https://a.example/?a&b"/>\n<outline text="B" xmlUrl="https://b.example/"/>'
    )
    for body in (noise, whole[:at] + noise + whole[at:]):
        said = refusal_if_any(body)
        assert said == "" or said.startswith("list.opml"), said
