"""A feed with its known items cut out reads as it did in the whole."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds.cut import layout, remaining, without
from monitor.feeds.parse import ENTRY_LIMIT
from tests.corpus.ordinary import FORMS, Outlet, items, outlets
from tests.corpus.twisted import twisted_feed
from tests.feeds.cut_proof import prove, read, reads_the_same

XML = "application/rss+xml"
FEW = settings(max_examples=40, deadline=None)


def rss(*inside: str, root: str = 'rss version="2.0"', channel: str = "channel") -> bytes:
    return f"<{root}><{channel}><title>Outlet</title>{''.join(inside)}</channel></rss>".encode()


def item(number: int) -> str:
    return f"<item><title>Title {number}</title><link>/{number}</link></item>"


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
    body = outlet.body(made, "Mon, 16 Nov 2026 10:00:00 +0200")
    cut, whole = layout(body, outlet.content_type), read(body, outlet.content_type)
    assert cut is not None
    assert whole is not None
    assert len(cut.items) == len(made)
    hashes = [span.hash for span in cut.items]
    known = set(data.draw(st.lists(st.sampled_from(hashes)))) if hashes else set()
    assert reads_the_same(whole, body, outlet.content_type, cut, known)


@FEW
@given(polls())
def test_the_next_poll_brings_the_same_entries_whether_the_known_ones_are_cut_or_not(
    poll: tuple[Outlet, list[str], list[str]],
) -> None:
    outlet, first, second = poll
    before = layout(outlet.body(first, "Mon, 16 Nov 2026 10:00:00 +0200"), outlet.content_type)
    body = outlet.body(second, "Mon, 16 Nov 2026 10:15:00 +0200")
    cut, whole = layout(body, outlet.content_type), read(body, outlet.content_type)
    assert before is not None
    assert cut is not None
    assert whole is not None
    assert before.head == cut.head
    known = {span.hash for span in before.items}
    assert remaining(cut, known) == [number for number, text in enumerate(second) if text not in first]
    assert reads_the_same(whole, body, outlet.content_type, cut, known)


@FEW
@given(st.integers(0, 1_000_000))
def test_a_twisted_feed_reads_the_same_or_is_not_cut(seed: int) -> None:
    assert prove(twisted_feed(seed), XML, Counter()) == []


def test_enough_twisted_feeds_are_cut_to_prove_something() -> None:
    tally: Counter[str] = Counter()
    assert [prove(twisted_feed(seed), XML, tally) for seed in range(60)] == [[]] * 60
    assert tally["with items"] > 5


def test_spans_are_the_bytes_from_tag_to_tag() -> None:
    texts = [
        "<item ><![CDATA[</item>]]><title>a</title></item >",
        "<item a='>'>\r\n<!-- </item> --></item\n>",
    ]
    body = b"\xef\xbb\xbf" + rss("<!-- <item> -->", texts[0], "<?next <item>?>", texts[1])
    cut = layout(body, XML)
    assert cut is not None
    assert [body[span.start : span.end].decode() for span in cut.items] == texts


def test_of_equal_items_both_are_cut_or_both_are_left() -> None:
    body = rss(item(1), item(2), item(1))
    cut = layout(body, XML)
    assert cut is not None
    assert remaining(cut, set()) == [0, 1, 2]
    assert remaining(cut, {cut.items[0].hash}) == [1]
    assert without(body, cut, {cut.items[0].hash}) == rss(item(2))


def test_items_beyond_the_limit_do_not_move_up_when_others_are_cut() -> None:
    body = rss(*(item(number) for number in range(ENTRY_LIMIT + 20)))
    cut, whole = layout(body, XML), read(body, XML)
    assert cut is not None
    assert whole is not None
    known = {span.hash for span in cut.items[:-25]}
    assert len(remaining(cut, known)) == 5
    assert reads_the_same(whole, body, XML, cut, known)


@pytest.mark.parametrize(
    "head",
    [
        "<lastBuildDate>Mon, 16 Nov 2026 10:15:00 +0200</lastBuildDate>",
        "<pubDate>Mon, 16 Nov 2026 10:15:00 +0200</pubDate><ttl>15</ttl>",
        "<description>Another</description><generator>A newer one</generator><!-- 0.2 s -->",
    ],
)
def test_what_changes_at_each_build_makes_no_item_new(head: str) -> None:
    cut, other = layout(rss(item(1)), XML), layout(rss(head, item(1)), XML)
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
        b"<?xml version='1.0' encoding='windows-1251'?>" + rss(item(1)),
    ],
)
def test_what_items_inherit_makes_every_item_new(body: bytes) -> None:
    cut, other = layout(rss(item(1)), XML), layout(body, XML)
    assert cut is not None
    assert other is not None
    assert cut.head != other.head
    assert cut.items[0].hash != other.items[0].hash


def test_forms_of_the_corpus_are_read_as_feeds_with_their_items() -> None:
    for form in FORMS.values():
        outlet = Outlet(form, "utf-8", XML, "\n", "")
        made = re.sub(r"{\w+}", "1", f"<{form.item}>{form.text}{''.join(form.extra)}</{form.item}>")
        found = read(outlet.body([made, made], "2026-11-16T10:00:00Z"), XML)
        assert found is not None
        assert [bool(entry.title and entry.link) for entry in found.entries] == [True, True]
        assert found.title == "Вісник" or found.title.startswith("Вісник «")
