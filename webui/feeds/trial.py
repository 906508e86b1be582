"""A tried feed as the page shows it. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model import Article, Match, Topic
from monitor.pipeline.trying import Report

SHOWN = 30  # items


@dataclass(frozen=True, slots=True)
class TrialLine:
    """An item, with the topics that it carries."""

    article: Article
    matches: tuple[Match, ...]


def lines_of(report: Report) -> list[TrialLine]:
    """The items in the feed's order."""
    carried = {
        judged.article.entry_id: tuple(match for match in judged.matches if match.matched)
        for judged in report.judged or ()
    }
    return [TrialLine(article, carried.get(article.entry_id, ())) for article in report.trial.articles]


def topics_of(report: Report, topics: Sequence[Topic]) -> list[tuple[Topic, int]]:
    """How many of the judged items carry each topic, in the order of the desk's topics."""
    counted = Counter(
        match.topic for judged in report.judged or () for match in judged.matches if match.matched
    )
    return [(topic, counted[topic.slug]) for topic in topics]
