"""Which topics an article carries, how surely, and by which words."""

import logging
from collections.abc import Iterable, Sequence
from functools import cache

from monitor.model import Article, Evidence, Match
from monitor.topics.judging.evidence import evidence
from monitor.topics.judging.joint import OPEN
from monitor.topics.judging.scoring import Passage
from monitor.topics.judging.weights import Head, Model
from monitor.topics.query.combine import alone, combine
from monitor.topics.query.text import ArticleText
from monitor.topics.text.scan import Scan

_log = logging.getLogger(__name__)

# What the encoder adds to the words' evidence: it goes by the whole, and has no words to show.
_READS_LIKE_IT = (Evidence("title", 0, 0, "", "as a whole it reads like the examples of this topic"),)


def classify(article: Article, model: Model) -> list[Match]:
    """One Match for each topic of the model, by slug.

    A long text is scored passage by passage, each with the headline, and counts as its strongest passage.
    An article without a single word carries nothing. Only title, summary and content are looked at, and what a
    topic's query names beside them. Where the model is joint with an encoder, that reads the strongest passage, for a
    topic that it was taught unless the words leave nothing open.
    """
    found, passages = model.scorer.passages(article)
    if passages:
        encoder = _Encoder(found, model)
        learnt = [_match(place, found, passages, model, encoder) for place in range(len(model.heads))]
    else:
        learnt = [Match(head.slug, 0.0, False, (), model.version) for head in model.heads]
    return _ruled(article, learnt, model) if model.rules else learnt


class _Encoder:
    """What the encoder says of passages, which are named by their sentences; each is read once."""

    def __init__(self, found: Scan, model: Model) -> None:
        self._read = cache(lambda places: model.read(*_texts(found, places)))
        self._vector = cache(lambda places: model.vector(*_texts(found, places)))

    def logit(self, head: Head, sentences: Sequence[int]) -> float:
        places = tuple(sentences)
        if head.direction:
            return head.direction.logit(self._vector(places))
        return self._read(places)[head.slug]


def _texts(found: Scan, places: Iterable[int]) -> tuple[str, str]:
    """The headline of a passage, and the rest of it."""
    held = [found.sentences[place] for place in places]
    title = " ".join(one.text.strip() for one in held if one.field == "title")
    return title, " ".join(one.text.strip() for one in held if one.field != "title")


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


def _match(place: int, found: Scan, passages: Sequence[Passage], model: Model, encoder: _Encoder) -> Match:
    head = model.heads[place]
    strongest = max(passages, key=lambda passage: passage.totals[place])
    total = strongest.totals[place]
    score = by_words = head.score(total)
    if head.joint and (head.direction or by_words >= OPEN):
        score = head.joint.score(total, encoder.logit(head, strongest.sentences))
    matched = score >= head.threshold
    spans: tuple[Evidence, ...] = ()
    if matched:
        spans = evidence(found, strongest.sentences, place, model)
        spans += _READS_LIKE_IT if score > by_words else ()
    return Match(head.slug, round(score, 4), matched, spans, model.version)
