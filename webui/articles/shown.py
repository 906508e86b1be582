"""An article as its page shows it: as much of its text as its publisher allows, with the evidence marked in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.articles import rights
from monitor.model import Evidence, Match, Rights
from monitor.store.articles.article_page import ArticlePage
from webui.evidence import QUOTE, Segment, passage, segments, spans_in


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of the text."""

    segments: list[Segment]
    leads: bool  # it is of the summary, and more follows
    goes_on: bool  # the text does, behind it
    begins: bool  # at the beginning of the text


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of evidence in the list beside the text."""

    text: str  # as much of its words as may be shown
    why: str
    field: str  # empty: it is the article as a whole
    anchor: str  # where it is marked; empty where it is not shown


@dataclass(frozen=True, slots=True)
class Shown:
    headline: list[Segment]
    passages: list[Quoted]
    grounds: list[tuple[Match, list[Ground]]]  # by topic, the surest first
    held_back: Rights | None  # what is allowed, where there is more than that


def shown(article: ArticlePage, quote: Evidence | None = None) -> Shown:
    """What a page shows of an article; a quotation in it is marked under the name of QUOTE."""
    if quote is not None:
        article = replace(article, matches=(*article.matches, Match(QUOTE, 0.0, True, (quote,))))
    article = _told_once(article)
    evidence = [span for match in article.matches for span in match.evidence]
    found = rights.passages(article.rights, article.summary, article.content, evidence)
    whole = rights.is_whole(found, article.summary, article.content)
    headline = segments(article.title, spans_in("title", article.matches))
    passages = [_quoted(article, one, found) for one in found]
    anchors = {
        anchor
        for stretch in [headline, *(one.segments for one in passages)]
        for segment in stretch
        for anchor in segment.anchors
    }
    return Shown(headline, passages, _grounds(article, anchors), None if whole else article.rights)


def _told_once(article: ArticlePage) -> ArticlePage:
    """A text that begins with its summary is told once, with the evidence of both."""
    if not article.content.startswith(article.summary):
        return article
    matches = tuple(
        replace(match, evidence=tuple(_in_content(span) for span in match.evidence))
        for match in article.matches
    )
    return replace(article, summary="", matches=matches)


def _in_content(span: Evidence) -> Evidence:
    return replace(span, field="content") if span.field == "summary" else span


def _quoted(article: ArticlePage, one: rights.Passage, all_of_them: Sequence[rights.Passage]) -> Quoted:
    text, spans = article.text(one.field), spans_in(one.field, article.matches)
    return Quoted(
        segments=passage(text, one.start, one.end, spans),
        leads=one.field == "summary" and any(other.field == "content" for other in all_of_them),
        goes_on=one.end < len(text.rstrip()),
        begins=one.start == 0,
    )


def _grounds(article: ArticlePage, anchors: set[str]) -> list[tuple[Match, list[Ground]]]:
    carried = (match for match in article.matches if match.topic != QUOTE)
    return [(match, _grounds_of(match, article.rights, anchors)) for match in carried]


def _grounds_of(match: Match, allowed: Rights, anchors: set[str]) -> list[Ground]:
    names = (f"{match.topic}-{number}" for number in range(1, len(match.evidence) + 1))
    return [
        Ground(rights.words(allowed, span), span.why, _field(span), name if name in anchors else "")
        for name, span in zip(names, match.evidence, strict=True)
    ]


def _field(span: Evidence) -> str:
    return span.field if span.start < span.end else ""
