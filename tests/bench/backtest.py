"""Measures a back-test of an edited topic on a generated archive, from the store to the report.

    python -m tests.bench.backtest [--articles 100000] [--words 40]

The articles are invented words with the terms of the topics strewn in, so that the classifier finds concepts in them
as it does in news. Everything is new: the edited topic is learnt, and both topics are measured on labelled items. The
floor is to read the archive and nothing else. CPU time is that of all processes. Where the extra [nlp] is installed the
encoder reads too, for many minutes: set WIREDESK_ENCODER=off to measure the words.
"""

import argparse
import asyncio
import itertools
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from monitor import shipped
from monitor.articles.identity import text_hash
from monitor.model import Feed, Topic
from monitor.pipeline.backtesting import Progress, Window, back_test
from monitor.pipeline.candidates import candidate
from monitor.store import Store, open_store
from monitor.store.migrate import upgrade
from monitor.store.tables import articles
from monitor.topics.measuring.backtest import Held
from monitor.wiring import read_topics
from tests.bench.measure import cpu_of_tree
from tests.bench.words import Vocabulary

_NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
_TERMS = 0.06  # of the words: about as many as in the shipped exemplars
_BATCH = 5_000  # rows in one insert


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.backtest", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="articles (default: %(default)s)")
    parser.add_argument("--words", type=int, default=40, help="words in one (default: %(default)s)")
    options = parser.parse_args()
    topics = read_topics(shipped.SEEDS)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/wiredesk.db")
        upgrade(store.database)
        store.topics.put(topics)
        _fill(store, topics, options.articles, options.words)
        asyncio.run(_measure(store, Path(folder) / "models", _edited(topics[0])))
        store.close()


async def _measure(store: Store, models: Path, edited: Topic) -> None:
    steps: dict[str, float] = {}

    def told(progress: Progress) -> None:
        steps.setdefault(progress.step, time.perf_counter())

    with _clock() as floor:
        count = sum(1 for _ in _archive(store, edited.slug))
    with _clock() as whole:
        report = await back_test(store, candidate(store, edited, models), Window(), told)
        ended = time.perf_counter()
    print("| | s | CPU s | articles/s |\n|---|---:|---:|---:|")
    for name, used in (("the archive read, and nothing else", floor), ("back-test", whole)):
        print(f"| {name} | {used.wall:.1f} | {used.cpu:.1f} | {count / used.wall:,.0f} |")
    for (step, begun), over in zip(steps.items(), [*list(steps.values())[1:], ended], strict=True):
        print(f"| of that {step} | {over - begun:.1f} | | |")
    print(f"\n{report.articles:,} articles, {report.gained.count:,} gained, on {os.cpu_count()} cores")


def _archive(store: Store, slug: str) -> Iterator[Held]:
    below = None
    while held := store.archive.read(slug, None, below, _BATCH):
        yield from held
        below = (held[-1].dated_at, held[-1].article_id)


@dataclass
class _Used:
    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def _clock() -> Iterator[_Used]:
    """Seconds, and CPU seconds of this process and all of its own, once it is closed."""
    used, wall, cpu = _Used(), time.perf_counter(), cpu_of_tree(os.getpid())
    yield used
    used.wall, used.cpu = time.perf_counter() - wall, cpu_of_tree(os.getpid()) - cpu


def _edited(topic: Topic) -> Topic:
    concepts = {**topic.concepts, "refusal": {"en": ("refus*", "declin*", "turn* down")}}
    return replace(topic, concepts=concepts)


def _fill(store: Store, topics: list[Topic], count: int, words: int) -> None:
    (feed_id,) = store.feeds.add([Feed("https://outlet.example/feed", "Outlet")], _NOW)
    rows = _rows(topics, count, words, feed_id)
    while batch := list(itertools.islice(rows, _BATCH)):
        with store.database.writing() as connection:
            connection.execute(insert(articles), batch)


def _rows(topics: list[Topic], count: int, words: int, feed_id: int) -> Iterator[dict[str, object]]:
    rng, vocabulary = random.Random(7), Vocabulary()
    terms = [
        term.replace("*", "")
        for topic in topics
        for by_language in topic.concepts.values()
        for some in by_language.values()
        for term in some
    ]
    for number in range(count):
        text = vocabulary.sentences(rng, words)
        for place in rng.sample(range(words), round(words * _TERMS)):
            text[place] = rng.choice(terms)
        title, summary = vocabulary.title(rng), " ".join(text)
        moment = _NOW - timedelta(minutes=number)
        yield {
            "key": f"https://outlet.example/{number}",
            "url": f"https://outlet.example/{number}",
            "feed_id": feed_id,
            "title": title,
            "summary": summary,
            "content": "",
            "author": "",
            "language": "en",
            "published": moment,
            "first_seen": moment,
            "dated_at": moment,
            "content_hash": text_hash(title, summary, ""),
            "classified_by": "another",
        }


if __name__ == "__main__":
    main()
