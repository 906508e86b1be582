"""Measures how many articles a second one core reads, groups and stores, as the store fills.

    python -m tests.bench.stories_stored [--held 1000 10000] [--measured 5000] [--store URL]

Reports are invented: events of one to six reports each, 1,000 reports a day, in words with the frequencies of prose;
every tenth report is a copy. All work runs in this process, so that the figures are those of one core. Of 5,000 reports
the keys are settled once. (python -m tests.bench.grouping measures the decision alone, held in memory.)
"""

import argparse
import asyncio
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.articles.identity import text_hash
from monitor.model import Article, Classified, PollOutcome
from monitor.pipeline.grouping import Grouper
from monitor.store import Store, open_store
from monitor.store.migrate import upgrade
from tests.bench.words import Vocabulary
from tests.samples import NOW, feed

_A_DAY = 1_000
_OUTLETS = 40
_STORED = 50  # articles in one poll
_REPORTS = (1, 1, 1, 1, 2, 2, 3, 6)  # of an event


class Timed:
    """Calls what it is given, and adds up how long that took, by its name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = Counter()  # type: ignore[assignment]

    async def run(self, function: Callable[..., Any], *given: Any) -> Any:
        started = time.process_time()
        result = function(*given)
        self.seconds[function.__name__] += time.process_time() - started
        return result


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stories_stored", description=__doc__)
    parser.add_argument("--held", type=int, nargs="+", default=[1_000, 10_000], help="reports stored before")
    parser.add_argument("--measured", type=int, default=5_000, help="reports (default: %(default)s)")
    parser.add_argument("--store", default="", help="URL of an empty database; default: a SQLite file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(options.store or f"sqlite:///{Path(folder) / 'wiredesk.db'}")
        upgrade(store.database)
        arriving = _reports(random.Random(7), Vocabulary())
        print("| held | articles/s | read | decided | stored | peak MB |\n|---:|---:|---:|---:|---:|---:|")
        held = 0
        for stage in options.held:
            held += _grouped(store, arriving, stage - held)[0]
            count, seconds, timed = _grouped(store, arriving, options.measured)
            print(_row(held, count, seconds, timed), flush=True)
            held += count
        store.close()


def _row(held: int, count: int, seconds: float, timed: Timed) -> str:
    parts = [timed.seconds["read"], timed.seconds["decide"], seconds - sum(timed.seconds.values())]
    shares = " | ".join(f"{1000 * part / count:.2f} ms" for part in parts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"| {held:,} | {count / seconds:,.0f} | {shares} | {peak:,.0f} |"


def _grouped(store: Store, arriving: Iterator[Article], count: int) -> tuple[int, float, Timed]:
    """Stores so many articles, then groups them; how many those were, and the CPU seconds that it took."""
    timed = Timed()
    for start in range(0, count, _STORED):
        _bring(store, [next(arriving) for _ in range(min(_STORED, count - start))], start // _STORED)
    grouper = Grouper(store, timed, lambda: NOW)  # type: ignore[arg-type]
    started = time.process_time()
    done = asyncio.run(grouper.group())
    return done, time.process_time() - started, timed


def _bring(store: Store, articles: list[Article], number: int) -> None:
    one = feed(number % _OUTLETS)
    store.feeds.add([one], NOW)
    (lease,) = store.feeds.claim([one.url], NOW)
    new = tuple(Classified(article, ()) for article in articles)
    store.feeds.record(lease, PollOutcome(lease.polling, new))


def _reports(chance: random.Random, words: Vocabulary) -> Iterator[Article]:
    """Reports of events without end, those of about a day mixed."""
    number = 0
    waiting: list[tuple[str, str]] = []
    while True:
        while len(waiting) < _A_DAY:
            waiting += _event(chance, words)
        title, text = waiting.pop(chance.randrange(len(waiting)))
        at = NOW - timedelta(days=200) + timedelta(days=number / _A_DAY)
        yield _article(number, title, text, at)
        number += 1


def _event(chance: random.Random, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """The headline and text of each report of an event: names and figures of its own among words of any."""
    own = [word.capitalize() for word in words.draw(chance, 40) if len(word) > 4][:8]
    own.append(f"{chance.randrange(20, 900)} million euros")
    last = ""
    for _ in range(chance.choice(_REPORTS)):
        body = words.sentences(chance, 45)
        for name in own:
            body.insert(chance.randrange(1, len(body)), name)
        title = " ".join([*chance.sample(own, 3), *words.draw(chance, 6)])
        last = last if last and chance.random() < 0.1 else " ".join(body)
        yield title, last


def _article(number: int, title: str, text: str, at: datetime) -> Article:
    url = f"https://outlet.example/{number}"
    return Article(url, url, url, title, text, "", "", "en", at, at, text_hash(title, text, ""))


if __name__ == "__main__":
    main()
