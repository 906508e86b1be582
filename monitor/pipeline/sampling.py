"""Draw each week's blind samples: articles that the classifier does not match, for people to read."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from monitor.pipeline.classifying import TopicClassifier
from monitor.store import Store
from monitor.topics.measuring.blind import draw

_WEEK = timedelta(days=7)
_BATCH = 500  # articles


async def draw_weekly(store: Store, classifier: TopicClassifier, now: datetime) -> Sequence[str]:
    """Draw from the articles that came last week, for each topic once; returns the topics it drew for.

    The classifier judges the week's articles again, since only the scores of matches are kept. Nothing happens while
    it has not learnt yet.
    """
    monday = last_week(now)
    topics = [topic.slug for topic in await asyncio.to_thread(store.topics.all)]
    done = await asyncio.to_thread(store.samples.drawn, monday)
    wanted = [slug for slug in topics if slug not in done]
    if not wanted or not classifier.version:
        return ()
    version = classifier.version
    matched, scores = await _judged(store, classifier, monday, wanted)
    if classifier.version != version:  # it has learnt something else meanwhile: at the next tick
        return ()
    for slug in wanted:
        drawn = draw(scores[slug], f"{slug} {monday}")
        await asyncio.to_thread(store.samples.add, slug, monday, drawn, matched[slug], version, now)
    return wanted


def last_week(now: datetime) -> date:
    """The Monday of the last week that is over, in UTC."""
    today = now.astimezone(UTC).date()
    return today - timedelta(days=today.weekday()) - _WEEK


async def _judged(
    store: Store, classifier: TopicClassifier, monday: date, wanted: Sequence[str]
) -> tuple[dict[str, int], dict[str, dict[int, float]]]:
    """For each topic how many articles of the week it matches, and the scores of the others by id."""
    since, above = datetime.combine(monday, time(), UTC), 0
    matched = dict.fromkeys(wanted, 0)
    scores: dict[str, dict[int, float]] = {slug: {} for slug in wanted}
    while held := await asyncio.to_thread(store.samples.articles, since, since + _WEEK, above, _BATCH):
        above = max(held)
        judged = await classifier.classify(list(held.values()))
        for article_id, one in zip(held, judged, strict=True):
            for match in one.matches:
                if match.topic in matched and match.matched:
                    matched[match.topic] += 1
                elif match.topic in matched:
                    scores[match.topic][article_id] = match.score
    return matched, scores
