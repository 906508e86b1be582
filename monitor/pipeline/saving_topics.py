"""A topic on its way to the desk: tried on its own examples first."""

import asyncio

from monitor.pipeline import topic_trials
from monitor.pipeline.topic_trials import Candidate
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.topics.measuring.own_examples import Trial

_LIMIT = 300  # seconds; it takes some on a slow core


async def save_topic(store: Store, wanted: Candidate) -> Trial:
    """Store a topic if its examples come out as their author says, else store nothing; says how it does on them.

    The model that it was tried with is left where models are kept, so that a desk need not learn it again.
    """
    # In a process that ends with it: one that has trained stays a hundred megabytes larger.
    with Workers(1, _LIMIT) as trainer:
        trial = await trainer.run(topic_trials.trial, wanted)
    if not trial.problems:
        await asyncio.to_thread(store.topics.put, [wanted.topic])
    return trial
