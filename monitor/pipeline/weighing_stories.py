"""Weigh how important stories are, after they, their outlets' standing or the weights have changed."""

import asyncio
import hashlib
from dataclasses import dataclass

from monitor.settings import ImportanceSettings
from monitor.store import Store
from monitor.store.stories.importance import Unweighed
from monitor.stories.importance import Importance, Voice, importance, source_of, voices
from monitor.stories.outlets import Outlets

_RULES = 1  # counted up when the formula changes: all stories are then weighed anew
_BATCH = 500  # stories in one transaction


@dataclass(frozen=True, slots=True)
class Scales:
    """By what stories are weighed."""

    outlets: Outlets
    weights: ImportanceSettings

    @property
    def version(self) -> str:
        told = f"{_RULES} {self.outlets.version} {self.weights!r}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


async def weigh_stories(store: Store, scales: Scales) -> int:
    """Weigh every story that is to be; returns how many there were. Small transactions, the latest stories first."""
    done = 0
    while weighed := await asyncio.to_thread(weigh_batch, store, scales):
        done += weighed
        if weighed < _BATCH:
            break
    return done


def weigh_batch(store: Store, scales: Scales) -> int:
    """Weigh the latest of the stories that are to be, in one transaction; returns how many there were."""
    version = scales.version
    unweighed = store.importance.outdated(version, _BATCH)
    store.importance.put([(story, weigh(story, scales)) for story in unweighed], version)
    return len(unweighed)


def weigh(story: Unweighed, scales: Scales) -> Importance:
    """The importance of one story."""
    told = [
        Voice(text.outlet, text.at, scales.outlets.find(text.outlet, text.addresses)) for text in story.texts
    ]
    ranked = {voice.name: voice.outlet for voice in told}
    source = source_of(story.first_outlet, ranked.get(story.first_outlet)) if story.first_outlet else None
    return importance(voices(told), story.topic_score, scales.weights, source)
