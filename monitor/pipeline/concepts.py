"""Have the store know which articles express which concepts of the desk: a search then need not look for each term."""

import asyncio

from monitor.store import Store
from monitor.topics.text import glossary

_BATCH = 100  # articles in one transaction: ten milliseconds, in which nothing else is stored


async def find_concepts(store: Store) -> None:
    """Look through the archive for concepts that are new or were edited, the latest articles first.

    A crash in the middle goes on where it stopped; until all were looked through, searches go by the terms.
    """
    topics = await asyncio.to_thread(store.topics.all)
    await asyncio.to_thread(store.concepts.go_by, glossary.terms(topics).values())
    while await asyncio.to_thread(store.concepts.look_through, _BATCH):
        pass
