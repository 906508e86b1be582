"""A few words of an article that show why it is in the digest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.model import Evidence

LIMIT = 240  # characters; no more of a publisher's text goes into a mail
_LEAD_IN = 90  # characters kept before the evidence where its sentence begins further back
_SENTENCE_END = re.compile(r"[.!?…。！？]\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, with or without the mark of evidence."""

    text: str
    marked: bool


def excerpt(title: str, summary: str, content: str, evidence: Sequence[Evidence]) -> str:
    """At most LIMIT characters of the summary, or of the content where only that holds evidence.

    Begins at the sentence of the first evidence when that lies too far from the start. Empty where the text
    says no more than the title.
    """
    texts = {"summary": _one_line(summary), "content": _one_line(content)}
    fields = [name for name, text in texts.items() if text and text != _one_line(title)]
    for name in fields:
        found = _spans(texts[name], [span for span in evidence if span.field == name])
        if found:
            return _cut(texts[name], *found[0])
    return _cut(texts[fields[0]], 0, 0) if fields else ""


def marked(text: str, evidence: Iterable[Evidence]) -> list[Piece]:
    """The text in pieces: the words of the evidence are marked wherever they stand."""
    pieces: list[Piece] = []
    done = 0
    for start, end in _spans(text, evidence):
        pieces += [Piece(text[done:start], False), Piece(text[start:end], True)]
        done = end
    pieces.append(Piece(text[done:], False))
    return [piece for piece in pieces if piece.text]


def _spans(text: str, evidence: Iterable[Evidence]) -> list[tuple[int, int]]:
    """Where the words of the evidence stand, in order, joined where they touch or overlap."""
    words = {_one_line(span.text) for span in evidence} - {""}
    found = sorted(span for word in words for span in _occurrences(text, word))
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _occurrences(text: str, word: str) -> list[tuple[int, int]]:
    # Offsets into the article's text are of no use once it is cut and its white space folded.
    literal = re.escape(word)
    whole = [match.span() for match in re.finditer(rf"(?<!\w){literal}(?!\w)", text)]
    return whole or [match.span() for match in re.finditer(literal, text)]  # scripts that part no words


def _cut(text: str, start: int, end: int) -> str:
    """LIMIT characters of `text` that hold the span from `start` to `end`, as far as it fits."""
    if len(text) <= LIMIT:
        return text
    begin = 0 if end <= LIMIT - 2 else _beginning(text, start)
    head = "… " if begin else ""
    if len(text) - begin + len(head) <= LIMIT:
        return head + text[begin:]
    room = LIMIT - len(head) - 1
    body = text[begin : begin + room]
    if not text[begin + room].isspace():
        body = body.rpartition(" ")[0] or body
    return head + body.rstrip(" ,;:–—-") + "…"


def _beginning(text: str, start: int) -> int:
    """Where an excerpt that leads to `start` begins: at its sentence, or at a word not too far before."""
    nearest = max(0, start - _LEAD_IN)
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, nearest, start)]
    if sentences:
        return sentences[-1]
    space = text.find(" ", nearest, start)
    return space + 1 if space >= 0 else nearest


def _one_line(text: str) -> str:
    return " ".join(text.split())
