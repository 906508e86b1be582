"""An edited topic on a real archive, with real worker processes."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model import Says, Topic
from monitor.pipeline.backtest_jobs import BacktestJobs, BusyError, JobState
from monitor.pipeline.backtesting import Progress, Window, back_test
from monitor.pipeline.candidates import candidate
from monitor.store import Store
from monitor.topics.measuring.backtest import Backtest
from tests.samples import NOW
from tests.trial_topics import FIRE, FIRES, NO_FIRE, STORMS, few_labelled, fill

TITLES = (FIRE, NO_FIRE) * 4
EVERYTHING = Window()


@pytest.fixture
def desk(sqlite_store: Store, tmp_path: Path) -> tuple[Store, Path, Path]:
    """A store with an archive, a folder for models, and one of labelled items."""
    fill(sqlite_store, TITLES)
    return sqlite_store, tmp_path / "models", few_labelled(tmp_path / "labelled")


def run(
    desk: tuple[Store, Path, Path], topic: Topic, window: Window = EVERYTHING
) -> tuple[Backtest, list[Progress]]:
    store, models, labelled = desk
    told: list[Progress] = []
    trial = candidate(store, topic, models, labelled)
    return asyncio.run(back_test(store, trial, window, told.append)), told


def test_what_the_topic_would_gain_is_found_with_its_evidence(desk) -> None:
    found, told = run(desk, FIRES)
    assert (found.articles, found.gained.count, found.lost.count, found.kept.count) == (8, 4, 0, 0)
    assert {case.title for case in found.gained.newest} == {FIRE}
    assert all(case.after.evidence for case in found.gained.newest)
    assert (found.a_day_before, found.a_day_after) == (0.0, 4.0)
    assert found.outdated == 8, "another version than that of these topics judged the archive"
    steps = list(dict.fromkeys(one.step for one in told))
    assert steps == ["learning the edited topic", "judging the archive", "measuring on labelled items"]
    assert (told[-1].done, told[-1].total) == (8, 8)


def test_what_the_desk_has_is_kept_or_lost_and_what_editors_said_broken(desk) -> None:
    store = desk[0]
    ids = [one.article_id for one in store.archive.read("factory-fires", None, None, 9)]
    store.verdicts.give(ids[0], "factory-fires", Says.CARRIES, "Anna", NOW)
    store.verdicts.give(ids[1], "factory-fires", Says.CARRIES, "Anna", NOW)
    found, _ = run(desk, FIRES)
    assert [case.article_id for case in found.kept.newest] == ids[0::2], "a verdict is one on copies too"
    assert [case.article_id for case in found.lost.newest] == ids[1::2]
    assert [case.article_id for case in found.broken.newest] == ids[1::2]


def test_only_the_part_of_the_archive_that_is_asked_for_is_judged(desk) -> None:
    assert run(desk, FIRES, Window(most=3))[0].articles == 3
    assert run(desk, FIRES, Window(since=NOW - timedelta(minutes=2)))[0].articles == 2


def test_precision_and_recall_on_labelled_items_stand_beside_each_other(desk) -> None:
    found, _ = run(desk, replace(STORMS, concepts={"storm": {"any": ("storm*",)}}))
    assert found.labelled is not None
    assert found.labelled.before is not None
    assert found.labelled.before.items == found.labelled.after.items == 12
    assert found.labelled.after.recall.value > 0.9
    assert run(desk, FIRES)[0].labelled is None, "no item is labelled with it"


def test_a_new_topic_has_no_figures_of_before(desk) -> None:
    store = desk[0]
    store.topics.put([])
    new = replace(STORMS, slug="storms")
    with store.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM topics WHERE slug = 'storms'")
    found, _ = run(desk, new)
    assert found.labelled is not None
    assert found.labelled.before is None


def test_nothing_is_stored(desk) -> None:
    store = desk[0]
    edited = replace(FIRES, name="Other", near_misses=())
    run(desk, edited)
    assert FIRES in store.topics.all()
    assert store.matches.outdated_count("v1") == 0
    kept = {file.name.partition("-")[0] for file in desk[1].iterdir()}
    assert kept == {"topics"}, "the model, for when the topic is saved"


def job_of(desk, topic: Topic = FIRES):
    store, models, labelled = desk
    trial = candidate(store, topic, models, labelled)
    return lambda told: back_test(store, trial, Window(), told)


def test_as_a_job_it_tells_how_far_it_is_and_keeps_its_report(desk) -> None:
    jobs = BacktestJobs()
    job = jobs.begin("factory-fires", job_of(desk))
    assert jobs.find(job.id) is job
    with pytest.raises(BusyError):
        jobs.begin("storms", job_of(desk, STORMS))
    assert job.wait(120)
    assert job.state is JobState.DONE
    assert job.report is not None
    assert job.report.gained.count == 4
    assert job.progress.done == 8


def test_a_job_is_cancelled_and_another_can_begin(desk) -> None:
    jobs = BacktestJobs()
    job = jobs.begin("factory-fires", job_of(desk))
    job.cancel()
    assert job.wait(60)
    assert (job.state, job.report) == (JobState.CANCELLED, None)
    again = jobs.begin("factory-fires", job_of(desk))
    assert again.wait(120)
    assert again.state is JobState.DONE


def test_a_job_that_fails_says_why() -> None:
    async def broken(_told: object) -> Backtest:
        raise ZeroDivisionError("by nought")

    job = BacktestJobs().begin("storms", broken)
    assert job.wait(10)
    assert (job.state, job.failure) == (JobState.FAILED, "ZeroDivisionError: by nought")
