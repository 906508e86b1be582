"""The rows of a page of results: the headline and the sentences in which words of the query stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.articles.rights import extract, may_quote, words
from monitor.model import Evidence
from monitor.pipeline.searching import Read
from monitor.store.articles.desk import DeskLine
from webui.evidence import Segment, Span, segments, sentence

_SENTENCES = 2  # that are shown of an article
_WORDS = 4  # that are shown where no sentence may be
FOUND = "found"  # stands where a topic's slug does


@dataclass(frozen=True, slots=True)
class Row:
    line: DeskLine
    headline: list[Segment]
    sentences: list[list[Segment]]
    story: int | None  # its number


def rows(
    lines: Mapping[int, DeskLine], read: Mapping[int, Read], stories: Mapping[int, int], order: Iterable[int]
) -> list[Row]:
    """A row for each article that is still there, in this order."""
    return [
        _row(lines[number], read[number], stories.get(number))
        for number in order
        if number in lines and number in read
    ]


def _row(line: DeskLine, read: Read, story: int | None) -> Row:
    found = read.match.evidence
    return Row(line, segments(line.title, _spans(found, "title")), _sentences(line, read), story)


def _sentences(line: DeskLine, read: Read) -> list[list[Segment]]:
    """As much as the publisher allows: sentences, words by themselves, or nothing."""
    below = [span for span in read.match.evidence if span.field != "title"]
    if not may_quote(line.rights):
        apart = list(dict.fromkeys(filter(None, (words(line.rights, span) for span in below))))[:_WORDS]
        return [_apart(apart)] if apart else []
    shown: list[list[Segment]] = []
    for span in below:
        text = read.article.text(span.field)
        one = sentence(text, [Span(span.start, span.end, FOUND), *_spans(below, span.field)])
        if one and one not in shown:
            shown.append(one)
        if len(shown) == _SENTENCES:
            break
    if not shown and (begun := extract(line.rights, line.summary, "")):
        shown.append(sentence(begun, ()))
    return shown


def _apart(found: Sequence[str]) -> list[Segment]:
    pieces = [Segment("… ")]
    for text in found:
        pieces += [Segment(text, (FOUND,)), Segment(" … ")]
    return pieces


def _spans(found: Iterable[Evidence], field: str) -> list[Span]:
    return [Span(span.start, span.end, FOUND) for span in found if span.field == field]
