"""Text with the evidence for its topics marked in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.articles.sentences import begins_within, sentence_around
from monitor.model import Match

QUOTE = "_quote"  # of a quotation: stands where a topic's slug does, and is none


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that speaks for the same topics throughout, or for none."""

    text: str
    topics: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()  # ids of the spans that begin here


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    topic: str
    anchor: str = ""


def spans_in(field: str, matches: Iterable[Match]) -> list[Span]:
    """Where one field of an article speaks for its topics; an anchor is unique within the article."""
    return [
        Span(found.start, found.end, match.topic, f"{match.topic}-{number}")
        for match in matches
        for number, found in enumerate(match.evidence, start=1)
        if found.field == field
    ]


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """The text cut wherever a span begins or ends. Spans may overlap; what lies outside the text is dropped."""
    inside = [Span(max(0, s.start), min(len(text), s.end), s.topic, s.anchor) for s in spans]
    inside = [span for span in inside if span.start < span.end]
    cuts = sorted({0, len(text)} | {span.start for span in inside} | {span.end for span in inside})
    return [
        Segment(
            text[start:end],
            tuple(dict.fromkeys(s.topic for s in inside if s.start <= start and end <= s.end)),
            tuple(s.anchor for s in inside if s.anchor and s.start == start),
        )
        for start, end in pairwise(cuts)
    ]


def sentence(text: str, spans: Sequence[Span]) -> list[Segment]:
    """The sentence of the first span (they come surest first), short enough for one line; else the first sentence."""
    usable = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    at, until = (usable[0].start, usable[0].end) if usable else (0, 0)
    begin, end = sentence_around(text, at, until)
    found = passage(text, begin, end, usable) if begin < end else []
    return [Segment("… "), *found] if begins_within(text, begin) else found


def passage(text: str, start: int, end: int, spans: Iterable[Span]) -> list[Segment]:
    """A stretch of the text, with those spans marked that stand in it."""
    return segments(text[start:end], [Span(s.start - start, s.end - start, s.topic, s.anchor) for s in spans])
