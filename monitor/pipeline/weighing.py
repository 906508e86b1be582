"""What each wish would bring, weighed before anybody chooses it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.model import Topic, Wish
from monitor.pipeline import judging
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.articles.archive import Spread
from monitor.topics.judging.wishes import Choice, Effect, Weighed
from monitor.topics.learning import model_file

LOOKED_BACK = timedelta(days=28)

_EVERY = timedelta(days=1)
_MOST = 3_000  # articles: each is judged once for every wish
_CHUNK = 100  # of them in one call
_LIMIT = 120  # seconds for one call
_DAY = timedelta(days=1)


async def weigh_daily(store: Store, classifier: TopicClassifier, models: Path, now: datetime) -> bool:
    """Measure each wish for each topic with the model that judges now, and keep it; False: that is known.

    It is measured anew once a day, and when the classifier has learnt. Nothing happens while it has not learnt yet.
    """
    version, topics = classifier.version, classifier.topics
    known = await asyncio.to_thread(store.wish_effects.all)
    is_known = any(one.version == version and now - one.at < _EVERY for one in known.values())
    if not version or not topics or is_known:
        return False
    spread = await asyncio.to_thread(store.archive.spread, now - LOOKED_BACK, _MOST)
    with Workers(
        1, _LIMIT
    ) as worker:  # a process that ends with it: each wish is a model beside the one in use
        trial = _Trial(worker, model_file.path_of(models, version), topics, spread, now)
        weighed = await trial.weighed()
    await asyncio.to_thread(store.wish_effects.put, weighed, version, now)
    return True


@dataclass(frozen=True, slots=True)
class _Trial:
    worker: Workers
    model: Path
    topics: Sequence[Topic]
    spread: Spread
    now: datetime

    async def weighed(self) -> dict[str, Weighed]:
        """The wishes for each topic; those that go by a query alone have none, but are there."""
        choices = await self.worker.run(judging.choices, self.model)
        effects: dict[str, list[Effect]] = {topic.slug: [] for topic in self.topics}
        for place, wish in enumerate(Wish):
            possible = {slug: found[place] for slug, found in choices.items() if found}
            if possible:
                for slug, effect in (await self._effects(wish, possible)).items():
                    effects[slug].append(effect)
        judged = len(self.spread.articles)
        return {slug: Weighed(self.spread.total, judged, tuple(found)) for slug, found in effects.items()}

    async def _effects(self, wish: Wish, possible: dict[str, Choice]) -> dict[str, Effect]:
        concerned = [topic for topic in self.topics if topic.slug in possible]
        failing = await self.worker.run(judging.failing, self.model, concerned, wish)
        carried = await self._carried(wish)
        return {
            slug: Effect(choice, self._a_day(carried[slug]), failing[slug])
            for slug, choice in possible.items()
        }

    async def _carried(self, wish: Wish) -> Counter[str]:
        found = Counter[str]()
        for start in range(0, len(self.spread.articles), _CHUNK):
            some = self.spread.articles[start : start + _CHUNK]
            found.update(await self.worker.run(judging.carried, self.model, wish, some))
        return found

    def _a_day(self, carried: int) -> float:
        """How many articles of a day that is, on average since the first article looked at."""
        if not carried or self.spread.earliest is None:
            return 0.0
        days = max(1.0, (self.now - self.spread.earliest) / _DAY)
        return carried * self.spread.total / len(self.spread.articles) / days


def choose(store: Store, topic: Topic, wish: Wish) -> str:
    """Have a topic go by a wish that has been weighed; returns why it does not, nothing where it does.

    A running desk takes it up within a minute.
    """
    known = store.wish_effects.all().get(topic.slug)
    if known is None:
        return "What the wishes bring is not known yet: try again when the desk has learnt and measured it."
    effect = next((one for one in known.weighed.effects if one.choice.wish is wish), None)
    if effect is None:
        return "Wishes have no effect on this topic: too few labelled items carry it, or its query decides alone."
    if effect.failing and wish is not topic.wish:
        return f"Examples of the topic would come out otherwise than it says: {'; '.join(effect.failing)}"
    store.topics.choose_wish(topic.slug, wish)
    return ""
