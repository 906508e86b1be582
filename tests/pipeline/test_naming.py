"""Stored articles are read for names in worker processes, each once."""

import asyncio
import os

import pytest

from monitor.model import Article, Classified, Named, PollOutcome, SpellingState
from monitor.pipeline import name_reading, naming
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.stories.names.gazetteer_own import Additions
from tests.samples import NOW, article, feed

POISON = "poison"


def stored(store: Store, *brought: Article) -> None:
    store.feeds.add([feed(1)], NOW)
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    new = tuple(Classified(one, ()) for one in brought)
    assert store.feeds.record(lease, PollOutcome(lease.polling, new))


def read(store: Store) -> int:
    async def run() -> int:
        with Workers(1, 60) as workers:
            return await naming.read_names(store, workers)

    return asyncio.run(run())


def die_of_poison(additions: Additions, articles: list[Article]) -> list[Named]:
    """As name_reading.read, but ends its process over one article."""
    if any(one.summary == POISON for one in articles):
        os._exit(3)
    return name_reading.read(additions, articles)


def test_every_article_is_read_once(sqlite_store: Store) -> None:
    stored(sqlite_store, *(article(number, summary="In Kyiv.") for number in range(1, 121)))
    assert read(sqlite_store) == 120
    assert read(sqlite_store) == 0
    tally = sqlite_store.names.tally("kyiv")
    assert tally is not None
    assert tally.articles == 120


def test_a_new_gazetteer_has_everything_read_anew(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(sqlite_store, article(1, summary="In Kyiv."))
    assert read(sqlite_store) == 1
    monkeypatch.setattr(naming, "reading_version", lambda: "another")
    assert read(sqlite_store) == 1
    assert read(sqlite_store) == 0


def test_an_article_that_no_worker_survives_holds_up_no_other(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stored(
        sqlite_store, article(1, summary="In Kyiv."), article(2, summary=POISON), article(3, summary="Kyiv.")
    )
    monkeypatch.setattr(name_reading, "read", die_of_poison)
    assert read(sqlite_store) == 3
    assert sqlite_store.name_readings.waiting() == 0
    tally = sqlite_store.names.tally("kyiv")
    assert tally is not None
    assert tally.articles == 2
    assert "No names were read in https://outlet.example/2" in caplog.text


def test_a_decision_counts_at_once(sqlite_store: Store) -> None:
    stored(sqlite_store, article(1, summary="The talks with Rustem Umierov begin."))
    read(sqlite_store)
    (found,) = sqlite_store.spellings.suggested(5)
    decided = naming.decide(sqlite_store, found.spelling.number, SpellingState.CONFIRMED, "Anna", NOW)
    assert decided is not None
    assert sqlite_store.names.tally("rustem-umerov") is not None
    assert naming.name_of(sqlite_store, decided.name) == "Rustem Umerov"
    assert naming.name_of(sqlite_store, "gone") == "gone"
    assert naming.decide(sqlite_store, 77, SpellingState.CONFIRMED, "Anna", NOW) is None
