"""How much of an article people get to see: the one place that decides, for the desk's pages and its mails.

Classifying and search use all of the text; what they find is shown no further than this allows. The rights are those
of the feed that was the first to bring the article. Headlines, dates and links are free to all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from monitor.articles.sentences import LONGEST, beginning, sentence_around
from monitor.model import Evidence, Rights

EXTRACT = 300  # characters of running text
_WORDS = 60  # characters of evidence that are words and not yet a sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one field of an article."""

    field: str
    start: int
    end: int


def may_quote(rights: Rights) -> bool:
    """Whether sentences may be shown, be it on the desk's list or in a mail. A mail never shows more than these."""
    return rights is not Rights.HEADLINE


def words(rights: Rights, evidence: Evidence) -> str:
    """As much of the words of a piece of evidence as may stand by itself; "" where they would be a sentence."""
    if may_quote(rights) or evidence.field == "title":
        return evidence.text[:LONGEST]
    return evidence.text if len(evidence.text) <= _WORDS else ""


def passages(rights: Rights, summary: str, content: str, evidence: Iterable[Evidence]) -> list[Passage]:
    """What an article's page may show of its text, in reading order.

    An extract is the beginning of the summary, or of the text where there is none, and each sentence of evidence.
    """
    texts = {name: text for name, text in (("summary", summary), ("content", content)) if text}
    if rights is Rights.HEADLINE:
        return []
    if rights is Rights.FULL:
        return [Passage(name, 0, len(text)) for name, text in texts.items()]
    begun = [Passage(name, 0, beginning(text, EXTRACT)) for name, text in list(texts.items())[:1]]
    sentences = [
        Passage(span.field, *sentence_around(texts[span.field], span.start, span.end))
        for span in evidence
        if 0 <= span.start < span.end <= len(texts.get(span.field, ""))
    ]
    order = list(texts)
    found = sorted([*begun, *sentences], key=lambda one: (order.index(one.field), one.start))
    return [one for name, group in groupby(found, key=lambda one: one.field) for one in _joined(list(group))]


def extract(rights: Rights, summary: str, content: str) -> str:
    """What may be shown of a text without its evidence: all of it, its beginning, or nothing."""
    if rights is Rights.FULL:
        return content if content.startswith(summary) else f"{summary}\n{content}".strip()
    text = (summary or content) if may_quote(rights) else ""
    end = beginning(text, EXTRACT)
    return text[:end] + "…" if end < len(text) else text


def is_whole(shown: Sequence[Passage], summary: str, content: str) -> bool:
    """Whether nothing of the text is held back."""
    return sum(one.end - one.start for one in shown) >= len(summary.rstrip()) + len(content.rstrip())


def _joined(passages: Sequence[Passage]) -> list[Passage]:
    """Passages of one field, sorted, without overlaps."""
    joined: list[Passage] = []
    for one in passages:
        if joined and one.start <= joined[-1].end + 1:
            last = joined.pop()
            one = Passage(last.field, last.start, max(last.end, one.end))
        joined.append(one)
    return joined
