"""Marking evidence in a text."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Evidence, Match
from webui.evidence import Segment, Span, segments, sentence, spans_in

TEXTS = st.text(max_size=80)
SPANS = st.lists(
    st.builds(Span, st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(["bans", "scandals"])),
    max_size=6,
)


@given(TEXTS, SPANS)
def test_the_segments_together_are_the_text(text: str, spans: list[Span]) -> None:
    assert "".join(segment.text for segment in segments(text, spans)) == text


@given(TEXTS, SPANS)
def test_each_character_is_marked_with_the_topics_whose_spans_hold_it(text: str, spans: list[Span]) -> None:
    marked = [set(segment.topics) for segment in segments(text, spans) for _ in segment.text]
    assert marked == [{s.topic for s in spans if s.start <= at < s.end} for at in range(len(text))]


def test_spans_may_overlap() -> None:
    found = segments("halts all licences", [Span(0, 9, "bans", "b1"), Span(6, 18, "control", "c1")])
    assert found == [
        Segment("halts ", ("bans",), ("b1",)),
        Segment("all", ("bans", "control"), ("c1",)),
        Segment(" licences", ("control",)),
    ]


def test_spans_are_taken_from_the_field_they_lie_in_and_numbered_within_their_topic() -> None:
    match = Match(
        "bans", 0.9, True, (Evidence("title", 0, 5, "halts", ""), Evidence("summary", 2, 4, "no", ""))
    )
    assert spans_in("summary", [match]) == [Span(2, 4, "bans", "bans-2")]


def test_the_sentence_that_holds_the_first_span_is_shown() -> None:
    text = "The day was quiet. The ministry halts licences. Nobody knows why."
    at = text.index("halts")
    assert sentence(text, [Span(at, at + 5, "bans")]) == [
        Segment("The ministry "),
        Segment("halts", ("bans",)),
        Segment(" licences."),
    ]


def test_without_a_span_the_first_sentence_is_shown() -> None:
    assert sentence("The day was quiet. Nobody knows why.", []) == [Segment("The day was quiet.")]
    assert sentence("", []) == []


def test_a_mark_far_into_its_sentence_stays_in_sight() -> None:
    text = "word " * 60 + "halts licences at once"
    at = text.index("halts")
    shown = sentence(text, [Span(at, at + 5, "bans")])
    assert shown[0] == Segment("… ")
    assert len(shown[1].text) <= 70
    assert shown[2] == Segment("halts", ("bans",))


@given(TEXTS, SPANS)
def test_a_shown_sentence_is_part_of_the_text(text: str, spans: list[Span]) -> None:
    shown = "".join(segment.text for segment in sentence(text, spans))
    assert shown.removeprefix("… ") in text
