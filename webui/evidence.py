"""Text with the evidence for its topics marked in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.model import Match

_SENTENCE_END = re.compile(r"[.!?…。]+[»”\"')\]]*\s+|\n+")
_LEAD = 70  # characters before the first mark: it must stand in sight where the line is cut off
_LONGEST = 280


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
    begin = max((end.end() for end in _SENTENCE_END.finditer(text) if end.end() <= at), default=0)
    finish = next(
        (e.end() for e in _SENTENCE_END.finditer(text) if e.end() >= max(until, begin + 1)), len(text)
    )
    if at - begin > _LEAD:
        begin = _word_start(text, at - _LEAD, at)
    finish = min(finish, begin + _LONGEST)
    shown = text[begin:finish].rstrip()
    moved = [Span(s.start - begin, s.end - begin, s.topic) for s in usable]
    found = segments(shown, moved) if shown else []
    cut_off = begin > 0 and not _SENTENCE_END.search(text[max(0, begin - 4) : begin])
    return [Segment("… "), *found] if cut_off else found


def _word_start(text: str, earliest: int, latest: int) -> int:
    space = text.find(" ", earliest, latest)
    return earliest if space < 0 else space + 1
