"""What people's verdicts do: they outweigh the classifier, and it learns from them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from monitor.articles.sentences import sentence_around
from monitor.model import Article, Decision, Evidence, Judged, Match, Ruling, Says, Verdict
from monitor.topics.learning.exemplar import Exemplar

_LEARNT = 1_200  # characters of a text to learn from: as much as the classifier reads at once


def standing(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """The verdict that counts on each topic: the latest, unless it was withdrawn.

    The verdicts are those on one article and its copies, in the order in which they fell.
    """
    latest = {verdict.topic: verdict for verdict in verdicts}
    return {topic: verdict for topic, verdict in latest.items() if verdict.says is not Says.WITHDRAWN}


def decided(matches: Sequence[Match], verdicts: Mapping[str, Verdict]) -> tuple[Match, ...]:
    """What is so of an article: a person's word where one stands, else the classifier's.

    `matches` is what the classifier says by itself; `verdicts` are those that stand, by topic.
    """
    said = {match.topic for match in matches}
    unsaid = [Match(topic, 0.0, False) for topic in verdicts if topic not in said]
    return tuple(_decided(match, verdicts.get(match.topic)) for match in (*matches, *unsaid))


def _decided(match: Match, verdict: Verdict | None) -> Match:
    if verdict is None:
        return match
    if verdict.says is Says.NOT:
        decision = Decision(Ruling.WRONG, verdict.who, verdict.at)
        return replace(match, score=0.0, matched=False, evidence=(), decision=decision)
    ruling = Ruling.RIGHT if match.matched else Ruling.ADDED
    return replace(match, score=1.0, matched=True, decision=Decision(ruling, verdict.who, verdict.at))


def judged(article: Article, evidence: Sequence[Evidence]) -> Judged:
    """What is kept of an article's text with a verdict: its beginning, or the passage that begins with the evidence.

    The topic of a long article may be carried by a sentence far down; without it there is nothing to learn.
    """
    told_once = article.content.startswith(article.summary)
    before = "" if told_once else f"{article.summary}\n"
    text, start = before + article.content, 0
    first = min(
        (span for span in evidence if span.field == "content"), key=lambda span: span.start, default=None
    )
    if first is not None and len(before) + first.end > _LEARNT:
        start = len(before) + sentence_around(article.content, first.start, first.end)[0]
    return Judged(
        article.title, text[start : start + _LEARNT].rstrip(), article.language, article.content_hash
    )


def exemplars(verdicts: Iterable[Verdict]) -> list[Exemplar]:
    """What there is to learn from verdicts, given in the order in which they fell: a labelled item for each text.

    It is labelled with the topics on which a verdict stands, and says nothing of any other. Copies are one item; of
    an article that was edited between two verdicts on one topic, the later is learnt.
    """
    everything = list(verdicts)
    of_text = {(one.judged.content_hash, one.topic): one for one in everything}
    of_article = {(one.article_id or 0, one.topic): one for one in everything if one.article_id}
    by_text: dict[bytes, dict[str, Verdict]] = {}
    for (text, topic), one in of_text.items():
        if one.says is not Says.WITHDRAWN and of_article.get((one.article_id or 0, topic), one) is one:
            by_text.setdefault(text, {})[topic] = one
    return [_exemplar(of_topic) for of_topic in by_text.values()]


def _exemplar(verdicts: Mapping[str, Verdict]) -> Exemplar:
    """The item of one text, by the verdicts that stand on it."""
    text = max(verdicts.values(), key=lambda one: one.number).judged
    name = f"verdict-{text.content_hash.hex()}"
    return Exemplar(
        id=name,
        title=text.title,
        summary=text.text,
        language=text.language,
        story=name,
        labels=frozenset(topic for topic, one in verdicts.items() if one.says is Says.CARRIES),
        judged=frozenset(verdicts),
    )
