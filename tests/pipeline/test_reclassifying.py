"""Judging the archive anew: each article once, also where the work is killed, and with a mark of what changed."""

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from monitor.model import Article, Classified, PollOutcome
from monitor.pipeline import reclassifying
from monitor.pipeline.reclassifying import reclassify
from monitor.store import Store
from monitor.store.tables import matches
from monitor.store.topics.tables import topic_changes
from tests.pipeline.reclassify_crash_driver import BATCH, POINTS, VERSION, main
from tests.samples import NOW, article, feed, match

ROOT = Path(__file__).parents[2]
ARTICLES = 3 * BATCH - 5


@pytest.fixture
def archive(sqlite_store: Store) -> Store:
    """Articles that another version gave one topic."""
    fill(sqlite_store)
    return sqlite_store


def fill(store: Store) -> None:
    store.feeds.add([feed()], NOW)
    (lease,) = store.feeds.claim([feed().url], NOW)
    new = tuple(Classified(article(n), (match("coproduction"),), "v1") for n in range(ARTICLES))
    store.feeds.record(lease, PollOutcome(lease.polling, new=new))


class Classifier:
    """Says what it is told to of every article, and remembers whom it was shown."""

    version = VERSION

    def __init__(self, *topics: str) -> None:
        self.seen: list[Article] = []
        self._topics = topics

    async def prepare(self) -> None:
        """It has nothing to learn."""

    async def classify(self, articles: Sequence[Article]) -> list[Classified]:
        self.seen += articles
        return [
            Classified(one, tuple(match(topic, version=VERSION) for topic in self._topics), VERSION)
            for one in articles
        ]


def run(store: Store, classifier: Classifier) -> int:
    return asyncio.run(reclassify(store, classifier, classifier, lambda: NOW + timedelta(hours=1)))


def url_of(store: Store) -> str:
    return store.database.engine.url.render_as_string(hide_password=False)


def changes(store: Store) -> Counter[tuple[str, bool]]:
    with store.database.reading() as connection:
        return Counter((row.topic, row.gained) for row in connection.execute(select(topic_changes)))


def carried(store: Store) -> Counter[str]:
    with store.database.reading() as connection:
        if store.database.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return Counter(connection.scalars(select(matches.c.topic)))


def test_each_article_is_judged_once_the_newest_first(
    archive: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reclassifying, "_BATCH", BATCH)
    classifier = Classifier("storms")
    assert run(archive, classifier) == ARTICLES
    assert [one.key for one in classifier.seen] == [article(n).key for n in range(ARTICLES)]
    assert run(archive, classifier) == 0


def test_what_changes_is_marked_and_what_stays_is_not(archive: Store) -> None:
    run(archive, Classifier("coproduction", "storms"))
    assert changes(archive) == {("storms", True): ARTICLES}


def test_an_article_that_was_edited_meanwhile_is_judged_again(archive: Store) -> None:
    class Interrupted(Classifier):
        async def classify(self, articles: Sequence[Article]) -> list[Classified]:
            if not self.seen:
                edited = article(0, title="Edited while it was judged")
                (lease,) = archive.feeds.claim([feed().url], NOW)
                archive.feeds.record(
                    lease, PollOutcome(lease.polling, changed=(Classified(edited, (), "v1"),))
                )
            return await super().classify(articles)

    classifier = Interrupted("storms")
    assert run(archive, classifier) == ARTICLES + 1
    assert classifier.seen[-1].title == "Edited while it was judged"
    assert archive.matches.outdated_count(VERSION) == 0


@pytest.mark.reliability(97)
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_it_goes_on_where_it_was_and_marks_each_change_once(
    archive: Store, point: str
) -> None:
    command = [sys.executable, "-m", "tests.pipeline.reclassify_crash_driver", url_of(archive), point]
    assert subprocess.run(command, cwd=ROOT, timeout=120).returncode == -signal.SIGKILL
    done = 2 * BATCH if point == "after the commit" else BATCH
    assert archive.matches.outdated_count(VERSION) == ARTICLES - done
    assert carried(archive) == {"storms": done, "coproduction": ARTICLES - done}
    assert changes(archive) == {("storms", True): done, ("coproduction", False): done}

    assert asyncio.run(main(url_of(archive), "nowhere")) == ARTICLES - done
    assert carried(archive) == {"storms": ARTICLES}
    assert changes(archive) == {("storms", True): ARTICLES, ("coproduction", False): ARTICLES}


@pytest.mark.reliability(97)
def test_killed_within_its_transaction_it_leaves_nothing_of_it_on_postgresql(postgresql_store: Store) -> None:
    fill(postgresql_store)
    url = url_of(postgresql_store)
    command = [sys.executable, "-m", "tests.pipeline.reclassify_crash_driver", url, "after a mark"]
    assert subprocess.run(command, cwd=ROOT, timeout=120).returncode == -signal.SIGKILL
    assert carried(postgresql_store) == {"storms": BATCH, "coproduction": ARTICLES - BATCH}
    assert asyncio.run(main(url, "nowhere")) == ARTICLES - BATCH
    assert changes(postgresql_store) == {("storms", True): ARTICLES, ("coproduction", False): ARTICLES}


def test_while_it_runs_others_write_and_read(archive: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between any two batches, and while a batch is judged, no lock is held."""
    monkeypatch.setattr(reclassifying, "_BATCH", BATCH)
    written: list[int] = []

    class Watched(Classifier):
        async def classify(self, articles: Sequence[Article]) -> list[Classified]:
            with archive.database.writing() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")
                written.append(connection.exec_driver_sql("UPDATE feeds SET failures = 0").rowcount)
            return await super().classify(articles)

    run(archive, Watched("storms"))
    assert written == [1, 1, 1]
