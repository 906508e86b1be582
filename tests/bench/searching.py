"""Measures the search page: server time over a generated archive, for queries as people write them.

    python -m tests.bench.searching [--articles 100000] [--repeat 5] [--folder kept]

The articles are invented words with the terms of the shipped topics strewn in, of 60 outlets in six languages. Each
query is asked of the app in this process, so that no network is in the figures; the first round warms up and is not
counted.
"""

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import insert, select

from monitor import shipped
from monitor.articles.identity import text_hash
from monitor.model import Feed
from monitor.settings import Settings
from monitor.store import Store, article_words, open_store
from monitor.store.migrate import upgrade
from monitor.store.tables import articles, matches
from monitor.wiring import read_topics
from tests.bench.words import Vocabulary
from webui import create_app

_NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
_LANGUAGES = ("en", "uk", "de", "fr", "pl", "es")
_KINDS = ("wire", "newspaper", "trade press")
_TERMS = 0.06  # of the words: about as many as in the shipped exemplars
_BATCH = 5_000  # rows in one insert

# Words of every frequency, and each part of the language.
QUERIES = (
    "licence", "drones", "embargo", "licen*", "frigate* OR corvette*", "*export*", "government", "people NOT year",
    '"joint venture"', "title:export*", "licen* NEAR/5 export*", "ban SAME export*", "@restriction",
    "@licence NEAR/8 @restriction", "lang:de Ausfuhr*", "outlet:outlet lang:fr contrat*", "=NATO", "lead:bribe*",
    r"/\d+ (million|bn)/ tender*", "(kickback* OR bribe*) NOT grain", "government&sort=relevance",
    "licen*&topic=export-bans", "drones&from=2026-10-01&to=2026-10-31", "government&page=20",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.searching", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="articles (default: %(default)s)")
    parser.add_argument("--words", type=int, default=120, help="words in one (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=5, help="rounds that count (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="keep the archive here, and use the one that is here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        store = _archive(options.folder or Path(temporary), options.articles, options.words)
        app = create_app(store, Settings(), b"k" * 32, clock=lambda: _NOW, open_desk=True)
        _measure(app.test_client(), options.repeat)
        store.close()


def _measure(client: FlaskClient, rounds: int) -> None:
    everything: list[tuple[float, float]] = []
    print("     wall      CPU")
    for query in QUERIES:
        times = [_seconds(client, query) for _ in range(rounds + 1)][1:]
        everything += times
        _print([statistics.median(kind) for kind in zip(*times, strict=True)], query)
    ordered = [sorted(kind) for kind in zip(*everything, strict=True)]
    for name, share in (("median", 0.5), ("p95", 0.95), ("slowest", 1.0)):
        _print([kind[min(len(kind) - 1, int(len(kind) * share))] for kind in ordered], name)


def _print(seconds: list[float], name: str) -> None:
    print(" ".join(f"{one * 1000:6.0f} ms" for one in seconds), f" {name}")


def _seconds(client: FlaskClient, query: str) -> tuple[float, float]:
    """Wall time and CPU time: on a machine that others use too the second says more."""
    words, _, rest = query.partition("&")
    arguments = {"q": words, **dict(one.split("=") for one in rest.split("&") if one)}
    started, used = time.perf_counter(), time.process_time()
    response = client.get("/search", query_string=arguments, base_url="http://localhost")
    taken = time.perf_counter() - started, time.process_time() - used
    assert response.status_code == 200, query
    assert "search-count" in response.text, query
    return taken


def _archive(folder: Path, count: int, words: int) -> Store:
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(f"sqlite:///{folder}/wiredesk.db")
    upgrade(store.database)
    if not store.topics.all():
        store.topics.put(read_topics(shipped.SEEDS))
        _fill(store, count, words)
    return store


def _fill(store: Store, count: int, words: int) -> None:
    feeds = [
        Feed(
            f"https://outlet{n}.example/feed",
            f"Outlet {n}",
            language=language,
            country=language.upper() if language != "en" else "GB",
            kind=_KINDS[n % len(_KINDS)],
        )
        for n, language in zip(range(60), itertools.cycle(_LANGUAGES))
    ]
    ids = store.feeds.add(feeds, _NOW)
    rows = _rows(store, count, words, list(zip(ids, feeds, strict=True)))
    started = time.perf_counter()
    while batch := list(itertools.islice(rows, _BATCH)):
        with store.database.writing() as connection:
            connection.execute(insert(articles), batch)
    print(f"{time.perf_counter() - started:8.1f} s   to store {count:,} articles")
    _index(store)
    _match(store)


def _index(store: Store) -> None:
    started = time.perf_counter()
    with store.database.writing() as connection:
        article_words.put_all(connection)
    print(f"{time.perf_counter() - started:8.1f} s   to index them")


def _match(store: Store) -> None:
    """Every ninth article carries a topic."""
    slugs = itertools.cycle(topic.slug for topic in store.topics.all())
    with store.database.writing() as connection:
        carried = connection.execute(select(articles.c.id, articles.c.dated_at).where(articles.c.id % 9 == 0))
        rows = [
            {"article_id": row.id, "topic": next(slugs), "score": 0.9, "version": "v", "evidence": [],
             "dated_at": row.dated_at, "second_reader": ""}
            for row in carried
        ]  # fmt: skip
        connection.execute(insert(matches), rows)


def _rows(store: Store, count: int, words: int, feeds: list[tuple[int, Feed]]) -> Iterator[dict[str, object]]:
    rng, vocabulary = random.Random(7), Vocabulary()
    terms = [
        term.replace("*", "")
        for topic in store.topics.all()
        for by_language in topic.concepts.values()
        for some in by_language.values()
        for term in some
    ]
    for number in range(count):
        text = vocabulary.sentences(rng, words)
        for place in rng.sample(range(words), round(words * _TERMS)):
            text[place] = rng.choice(terms)
        feed_id, feed = rng.choice(feeds)
        title, summary = vocabulary.title(rng), " ".join(text)
        moment = _NOW - timedelta(minutes=3 * number)
        yield {
            "key": f"{feed.url}/{number}",
            "url": f"{feed.url}/{number}",
            "feed_id": feed_id,
            "title": title,
            "summary": summary,
            "content": "",
            "author": "",
            "language": feed.language,
            "published": moment,
            "first_seen": moment,
            "dated_at": moment,
            "content_hash": text_hash(title, summary, ""),
            "classified_by": "another",
            "categories": [],
            "image": "",
        }


if __name__ == "__main__":
    main()
