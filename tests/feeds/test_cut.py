"""A feed with its known items cut out reads as it did in the whole."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds.cut import layout, remaining, without
from monitor.feeds.encoding import Decoded
from monitor.feeds.limits import ENTRY_LIMIT
from monitor.feeds.parse import decode, parse
from monitor.model import Fetched, ParsedFeed
from tests.corpus.ordinary import FORMS, Form, Outlet, items, outlets
from tests.corpus.twisted import twisted_feed
from tests.feeds.cut_proof import URL, prove, read, reads_the_same

FEW = settings(max_examples=40, deadline=None)


def rss(*inside: str, root: str = 'rss version="2.0"', channel: str = "channel") -> bytes:
    return f"<{root}><{channel}><title>Outlet</title>{''.join(inside)}</channel></rss>".encode()


def item(number: int) -> str:
    return f"<item><title>Title {number}</title><link>/{number}</link></item>"


def body_of(outlet: Outlet, made: list[str], built: str) -> bytes:
    """What a poll brings, in UTF-8."""
    fetched = Fetched(URL, outlet.body(made, built), {"content-type": outlet.content_type})
    decoded = decode(fetched)
    assert isinstance(decoded, Decoded)
    return decoded.body


@st.composite
def polls(draw: st.DrawFn) -> tuple[Outlet, list[str], list[str]]:
    """An outlet, its items at one poll, and at the next: some gone, some new, in another order."""
    outlet = draw(outlets())
    made = draw(items(outlet))
    stayed = draw(st.permutations(made))[: draw(st.integers(0, len(made)))]
    return outlet, made, draw(items(outlet)) + stayed


@FEW
@given(polls(), st.data())
def test_every_ordinary_feed_can_be_cut_and_reads_the_same(
    poll: tuple[Outlet, list[str], list[str]], data: st.DataObject
) -> None:
    outlet, made, _ = poll
    body = body_of(outlet, made, "Mon, 16 Nov 2026 10:00:00 +0200")
    cut, whole = layout(body), read(body)
    assert cut is not None
    assert whole is not None
    assert len(cut.items) == len(made)
    hashes = [span.hash for span in cut.items]
    known = set(data.draw(st.lists(st.sampled_from(hashes)))) if hashes else set()
    assert reads_the_same(whole, body, cut, known)


@FEW
@given(polls())
def test_the_next_poll_brings_the_same_entries_whether_the_known_ones_are_cut_or_not(
    poll: tuple[Outlet, list[str], list[str]],
) -> None:
    outlet, first, second = poll
    before = layout(body_of(outlet, first, "Mon, 16 Nov 2026 10:00:00 +0200"))
    body = body_of(outlet, second, "Mon, 16 Nov 2026 10:15:00 +0200")
    cut, whole = layout(body), read(body)
    assert before is not None
    assert cut is not None
    assert whole is not None
    assert before.head == cut.head
    known = {span.hash for span in before.items}
    assert remaining(cut, known) == [number for number, text in enumerate(second) if text not in first]
    assert reads_the_same(whole, body, cut, known)


@FEW
@given(st.integers(0, 1_000_000))
def test_a_twisted_feed_reads_the_same_or_is_not_cut(seed: int) -> None:
    assert prove(twisted_feed(seed), Counter()) == []


def test_enough_twisted_feeds_are_cut_to_prove_something() -> None:
    tally: Counter[str] = Counter()
    assert [prove(twisted_feed(seed), tally) for seed in range(60)] == [[]] * 60
    assert tally["with items"] > 5


def test_spans_are_the_bytes_from_tag_to_tag() -> None:
    texts = [
        "<item ><![CDATA[</item>]]><title>a</title></item >",
        "<item a='>'>\r\n<!-- </item> --></item\n>",
    ]
    body = b"\xef\xbb\xbf" + rss("<!-- <item> -->", texts[0], "<?next <item>?>", texts[1])
    cut = layout(body)
    assert cut is not None
    assert [body[span.start : span.end].decode() for span in cut.items] == texts


def test_of_equal_items_both_are_cut_or_both_are_left() -> None:
    body = rss(item(1), item(2), item(1))
    cut = layout(body)
    assert cut is not None
    assert remaining(cut, set()) == [0, 1, 2]
    assert remaining(cut, {cut.items[0].hash}) == [1]
    assert without(body, cut, {cut.items[0].hash}) == rss(item(2))


def test_items_beyond_the_limit_do_not_move_up_when_others_are_cut() -> None:
    body = rss(*(item(number) for number in range(ENTRY_LIMIT + 20)))
    cut, whole = layout(body), read(body)
    assert cut is not None
    assert whole is not None
    known = {span.hash for span in cut.items[:-25]}
    assert len(remaining(cut, known)) == 5
    assert reads_the_same(whole, body, cut, known)


@pytest.mark.parametrize(
    "head",
    [
        "<lastBuildDate>Mon, 16 Nov 2026 10:15:00 +0200</lastBuildDate>",
        "<pubDate>Mon, 16 Nov 2026 10:15:00 +0200</pubDate><ttl>15</ttl>",
        "<description>Another</description><generator>A newer one</generator><!-- 0.2 s -->",
    ],
)
def test_what_changes_at_each_build_makes_no_item_new(head: str) -> None:
    cut, other = layout(rss(item(1))), layout(rss(head, item(1)))
    assert cut is not None
    assert other is not None
    assert (cut.head, cut.items[0].hash) == (other.head, other.items[0].hash)


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1), root='rss version="2.0" xml:base="https://elsewhere.example/"'),
        rss(item(1), root='rss version="2.0" xml:lang="uk"'),
        rss(item(1), root='rss version="0.91"'),
        rss(item(1), root='rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'),
        rss(item(1), channel='channel xml:base="/news/"'),
        rss("<language>uk</language>", item(1)),
        rss('<ttl xmlns:dc="http://purl.org/dc/elements/1.1/">15</ttl>', item(1)),
    ],
)
def test_what_items_inherit_makes_every_item_new(body: bytes) -> None:
    cut, other = layout(rss(item(1))), layout(body)
    assert cut is not None
    assert other is not None
    assert cut.head != other.head
    assert cut.items[0].hash != other.items[0].hash


@pytest.mark.parametrize(
    "item",
    [
        b"<item><title>encoding='koi8-u' ?&gt;?></title></item>",
        b"<item><title>a byte \xff of no encoding</title></item>",
        "<item><title>in one of its own: Міністерство</title></item>".encode("windows-1251"),
    ],
)
def test_no_item_decides_in_which_encoding_the_others_are_read(item: bytes) -> None:
    other = "<item><title>Збройні сили, міністерство, верф</title></item>".encode()
    file = b"<?xml version='1.0'?>" + rss().replace(b"</channel>", item + other + b"</channel>")
    tally: Counter[str] = Counter()
    assert prove(file, tally) == []
    assert tally["all cut"] == 1
    found = parse(Fetched(URL, file, {}))
    assert isinstance(found, ParsedFeed)
    assert found.entries[1].title == "Збройні сили, міністерство, верф"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_each_form_of_the_corpus_is_read_with_its_items_and_can_be_cut(form: Form) -> None:
    text = f"<{form.item}>{form.text}{''.join(form.extra)}</{form.item}>"
    made = [re.sub(r"{\w+}", str(number), text) for number in range(3)]
    body = Outlet(form, "utf-8", "application/rss+xml", "\n", "").body(made, "2026-11-16T10:00:00Z")
    found = read(body)
    assert found is not None
    assert found.title in ("Вісник", "Вісник «Приклад»")
    assert [bool(entry.title and entry.link) for entry in found.entries] == [True, True, True]
    tally: Counter[str] = Counter()
    assert prove(body, tally) == []
    assert tally["one cut"] == 3
