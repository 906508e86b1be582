"""Which topics an article carries, how surely, and by which words."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.model import Article, Match
from monitor.topics.evidence import evidence
from monitor.topics.features import Reading, features, read
from monitor.topics.passages import Sentence, passages
from monitor.topics.query.combine import alone, combine
from monitor.topics.query.text import ArticleText
from monitor.topics.weights import Model

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Scored:
    readings: tuple[Reading, ...]
    totals: tuple[float, ...]


def classify(article: Article, model: Model) -> list[Match]:
    """One Match for each topic of the model, by slug.

    A long text is scored passage by passage, each with the headline, and counts as its strongest passage.
    An article without a single word carries nothing. Only title, summary and content are looked at, and what a
    topic's query names beside them.
    """
    scored = list(_scored(article, model))
    learnt = [_match(index, scored, model) for index in range(len(model.heads))]
    return _ruled(article, learnt, model) if model.rules else learnt


def _ruled(article: Article, learnt: Sequence[Match], model: Model) -> list[Match]:
    """The matches after the topics' queries had their say."""
    matches = {match.topic: match for match in learnt}
    text = ArticleText(article)
    for rule in model.rules:
        said = rule.read.match(text)
        for problem in said.problems:
            _log.warning("the query of %s on %r: %s", rule.slug, article.title[:80], problem)
        known = matches.get(rule.slug)
        matches[rule.slug] = (
            combine(known, said, rule.role) if known else alone(rule.slug, said, model.version)
        )
    return [matches[slug] for slug in sorted(matches)]


def _scored(article: Article, model: Model) -> Iterator[_Scored]:
    known: dict[Sentence, Reading] = {}  # the headline comes with every passage
    for passage in passages(article):
        for sentence in passage:
            if sentence not in known:
                known[sentence] = read(sentence, model.finder)
        readings = tuple(known[sentence] for sentence in passage)
        if held := features(readings):
            yield _Scored(readings, model.totals(held))


def _match(index: int, scored: list[_Scored], model: Model) -> Match:
    head = model.heads[index]
    if not scored:
        return Match(head.slug, 0.0, False, (), model.version)
    strongest = max(scored, key=lambda passage: passage.totals[index])
    score = head.score(strongest.totals[index])
    matched = score >= head.threshold
    spans = evidence(strongest.readings, index, model) if matched else ()
    return Match(head.slug, round(score, 4), matched, spans, model.version)
