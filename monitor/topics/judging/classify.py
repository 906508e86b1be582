"""Which topics an article carries, how surely, and by which words."""

import logging
from collections.abc import Sequence

from monitor.model import Article, Evidence, Match
from monitor.topics.judging.evidence import evidence
from monitor.topics.judging.scoring import Passage
from monitor.topics.judging.weights import Model
from monitor.topics.query.combine import alone, combine
from monitor.topics.query.text import ArticleText
from monitor.topics.text.scan import Scan

_log = logging.getLogger(__name__)


def classify(article: Article, model: Model) -> list[Match]:
    """One Match for each topic of the model, by slug.

    A long text is scored passage by passage, each with the headline, and counts as its strongest passage.
    An article without a single word carries nothing. Only title, summary and content are looked at, and what a
    topic's query names beside them.
    """
    found, passages = model.scorer.passages(article)
    learnt = [_match(place, found, passages, model) for place in range(len(model.heads))]
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


def _match(place: int, found: Scan, passages: Sequence[Passage], model: Model) -> Match:
    head = model.heads[place]
    if not passages:
        return Match(head.slug, 0.0, False, (), model.version)
    strongest = max(passages, key=lambda passage: passage.totals[place])
    score = head.score(strongest.totals[place])
    matched = score >= head.threshold
    spans: tuple[Evidence, ...] = ()
    if matched:
        spans = evidence([found.named(at) for at in strongest.sentences], place, model)
    return Match(head.slug, round(score, 4), matched, spans, model.version)
