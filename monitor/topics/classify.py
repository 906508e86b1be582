"""Which topics an article carries, how surely, and by which words."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.model import Article, Match
from monitor.topics.evidence import evidence
from monitor.topics.features import Reading, features, read
from monitor.topics.passages import Sentence, passages
from monitor.topics.weights import Model


@dataclass(frozen=True, slots=True)
class _Scored:
    readings: tuple[Reading, ...]
    totals: tuple[float, ...]


def classify(article: Article, model: Model) -> list[Match]:
    """One Match for each topic of the model, in its order.

    A long text is scored passage by passage, each with the headline, and counts as its strongest passage.
    An article without a single word carries nothing. Only title, summary and content are looked at.
    """
    scored = list(_scored(article, model))
    return [_match(index, scored, model) for index in range(len(model.heads))]


def _scored(article: Article, model: Model) -> Iterator[_Scored]:
    known: dict[Sentence, Reading] = {}  # the headline comes with every passage
    for passage in passages(article):
        for sentence in passage:
            if sentence not in known:
                known[sentence] = read(sentence, model.matcher)
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
