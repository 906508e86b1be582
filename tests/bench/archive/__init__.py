"""An archive of invented articles in a real store, as a desk has it after some weeks: judged, joined and worked on."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from monitor import shipped
from monitor.pipeline.concepts import find_concepts
from monitor.store import Store, open_store
from monitor.store.migrate import upgrade
from monitor.store.names.tables import mentions, quotes
from monitor.store.search import article_words
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import report_keys, reports, stories, texts
from monitor.store.tables import appearances, articles, matches
from monitor.stories.names.gazetteer_file import shipped_gazetteer
from monitor.wiring import read_topics
from tests.bench.archive.newsroom import furnish
from tests.bench.archive.plan import Size, places
from tests.bench.archive.rows import Rows, outlets

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

_BATCH = 5_000  # articles in one transaction
_TABLES = (articles, appearances, stories, texts, reports, matches, mentions, quotes)


def opened(url: str, size: Size) -> Store:
    """The store behind a URL with the archive in it; one that has topics already is taken as it is."""
    store = open_store(url)
    upgrade(store.database)
    if not store.topics.all():
        store.topics.put(read_topics(shipped.SEEDS))
        _timed("store the articles and their stories", lambda: _fill(store, size))
        _timed("index their words", lambda: _index(store))
        _timed("put people to work on them", lambda: furnish(store, NOW))
    _timed("look through them for concepts", lambda: asyncio.run(find_concepts(store)))
    return store


def _timed(does: str, step: Callable[[], None]) -> None:
    started = time.perf_counter()
    step()
    print(f"{time.perf_counter() - started:8.1f} s   to {does}", flush=True)


def _fill(store: Store, size: Size) -> None:
    rng, feeds = random.Random(7), outlets()
    ids = store.feeds.add(feeds, NOW - timedelta(days=size.days + 1))
    topics = store.topics.all()
    terms = [term.replace("*", "") for topic in topics for by_language in topic.concepts.values()
             for some in by_language.values() for term in some]  # fmt: skip
    planned = places(rng, size, [topic.slug for topic in topics], sorted(shipped_gazetteer().entries))
    made = Rows(rng, list(zip(ids, feeds, strict=True)), terms, size, NOW)
    numbered = enumerate(planned, start=1)
    while batch := list(itertools.islice(numbered, _BATCH)):
        rows = made.of(batch)
        with store.database.writing() as connection:
            for table in _TABLES:
                if rows[table.name]:
                    connection.execute(insert(table), rows[table.name])
    with store.database.writing() as connection:
        keys = [{"key": key, "place": at, "article_id": number} for (key, at), number in made.keys.items()]
        connection.execute(insert(report_keys), keys)
        story_rows.recount(connection, {place.thread.number for place in planned}, None)


def _index(store: Store) -> None:
    with store.database.writing() as connection:
        article_words.put_all(connection)
