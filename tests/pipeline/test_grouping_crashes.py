"""Grouping killed with SIGKILL at every step: nothing is lost, nothing is doubled, and the stories are the same."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from monitor.store import Store
from monitor.store.stories.tables import reports
from tests.pipeline.grouping_crash_driver import BATCH, POINTS, main
from tests.told import brought, told

ROOT = Path(__file__).parents[2]
EVENTS = (
    (
        "Maristow yard wins order for 38 patrol boats",
        "Minister Ottoline Brandreth signed for 412 million euros on the quay.",
    ),
    (
        "Ostrava court fines dealer over night-vision goggles",
        "Judge Pavel Hruska spoke of greed; 140 sets went to two firms abroad.",
    ),
    (
        "Kolvarra tests a coastal missile",
        "It flew 270 kilometres over the gulf and hit a hulk, General Tamsin Orvold said.",
    ),
    (
        "Norrhamn lets engine licence lapse",
        "Brevik Motor loses 31 million crowns; its head Solveig Aune will appeal in autumn.",
    ),
    (
        "Brindell auditors find drones that never flew",
        "Of 62 aircraft bought in 2021 nine were ever used, Imogen Farrowdale wrote.",
    ),
)
ARTICLES = 3 * BATCH


def fill(store: Store) -> None:
    """Reports of five events, by five outlets, with a copy of each first one; and an article that says nothing."""
    for outlet, verb in enumerate(("today", "after all", "at last", "they say", ""), start=1):
        reports = [report(outlet, number, verb) for number in range(len(EVENTS))]
        brought(store, [*reports, told(10 * outlet + len(EVENTS), "")], outlet)


def report(outlet: int, number: int, verb: str):
    title, text = EVENTS[number]
    if outlet != 5:  # it carries the first outlet's text
        text = f"{text} {verb}: {text.split()[outlet]} {' '.join(reversed(title.split()))}"
    return told(10 * outlet + number, f"{title} {verb}", text, hours=50 - outlet)


def stories(store: Store) -> set[frozenset[str]]:
    """The titles and outlets that stand together, whatever their numbers."""
    with store.database.reading() as connection:
        if store.database.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        ids = list(connection.scalars(select(reports.c.story_id).distinct()))
        assert connection.scalar(select(func.count()).select_from(reports)) == ARTICLES
    found = set()
    for story in ids:
        lines = store.stories.timeline(story)
        line = store.stories.line(story)
        assert line is not None
        assert line.story.reports == len(lines)
        found.add(frozenset(f"{one.outlet}: {one.title} ({one.source.outlet})" for one in lines))
    return found


def url_of(store: Store) -> str:
    return store.database.engine.url.render_as_string(hide_password=False)


def killed(store: Store, point: str) -> None:
    command = [sys.executable, "-m", "tests.pipeline.grouping_crash_driver", url_of(store), point]
    assert subprocess.run(command, cwd=ROOT, timeout=120).returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> set[frozenset[str]]:
    """The stories of a run that nothing stopped."""
    from monitor.store import open_store
    from monitor.store.migrate import upgrade

    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('undisturbed') / 'wiredesk.db'}")
    upgrade(store.database)
    fill(store)
    assert asyncio.run(main(url_of(store), "nowhere")) == ARTICLES
    found = stories(store)
    store.close()
    assert 1 < len(found) < ARTICLES
    return found


@pytest.mark.parametrize("point", POINTS)
def test_grouping_that_is_killed_goes_on_behind_its_last_whole_batch(
    sqlite_store: Store, undisturbed: set[frozenset[str]], point: str
) -> None:
    fill(sqlite_store)
    killed(sqlite_store, point)
    done = 2 * BATCH if point == "after the commit" else BATCH
    assert len(sqlite_store.grouping.waiting(0, 1_000)) == ARTICLES - done
    assert asyncio.run(main(url_of(sqlite_store), "nowhere")) == ARTICLES - done
    assert stories(sqlite_store) == undisturbed


def test_grouping_killed_within_a_batch_leaves_none_of_it_on_postgresql(
    postgresql_store: Store, undisturbed: set[frozenset[str]]
) -> None:
    fill(postgresql_store)
    killed(postgresql_store, "after a key")
    assert len(postgresql_store.grouping.waiting(0, 1_000)) == ARTICLES - BATCH
    asyncio.run(main(url_of(postgresql_store), "nowhere"))
    assert stories(postgresql_store) == undisturbed
