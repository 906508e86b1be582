"""What a topic's labelled items are given by models that did not learn from their stories, out of one training. Pure.

Cross-validation trains anew for every fold. Here the vocabulary is learnt once from all items, labels unseen, and
only the weights are fitted again; tests/topics/measuring/test_held_out.py holds the two against each other.
"""

from collections.abc import Iterable
from dataclasses import replace

from monitor.model import Match, QueryRole, Topic
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.fitting import held_out_matches
from monitor.topics.learning.train import School, teach
from monitor.topics.measuring.quality import Verdicts
from monitor.topics.query.combine import alone, combine
from monitor.topics.query.rule import Rule
from monitor.topics.query.text import ArticleText


def held_out(school: School, topic: Topic) -> Verdicts | None:
    """For each item whose labels speak of the topic, whether it is given it; None where too few teach it."""
    speaking = [
        text.exemplar
        for text in school.texts
        if text.exemplar.judged is None or topic.slug in text.exemplar.judged
    ]
    learnt = _learnt(school, topic)
    if learnt is None:
        return None
    rule = next((rule for rule in school.rules if rule.slug == topic.slug), None)
    return {item.id: frozenset(_given(item, learnt[item.id], topic.slug, rule)) for item in speaking}


def _learnt(school: School, topic: Topic) -> dict[str, bool] | None:
    """Whether each item is given the topic: none where a query decides alone, None where that cannot be told."""
    if topic.query_as is QueryRole.ALONE:
        return dict.fromkeys((text.exemplar.id for text in school.texts), False)
    if topic.slug not in school.labelled:
        return None
    taught = teach(replace(school, topics=(topic,)))
    (lessons,), (figures,) = taught.lessons, taught.figures
    matched = held_out_matches(lessons, figures, topic.wish)
    if matched is None:
        return None
    return dict(zip((lesson.item for lesson in lessons if lesson.labelled), matched, strict=True))


def _given(item: Exemplar, learnt: bool, slug: str, rule: Rule | None) -> Iterable[str]:
    match = Match(slug, float(learnt), learnt)
    if rule:
        said = rule.read.match(ArticleText(as_article(item.title, item.summary)))
        match = alone(slug, said, "") if rule.role is QueryRole.ALONE else combine(match, said, rule.role)
    return (slug,) if match.matched else ()
