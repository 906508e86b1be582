"""A draft beside its live topic, judged by a real worker process."""

import asyncio
from dataclasses import replace
from pathlib import Path

from monitor.model import Classified, PollOutcome
from monitor.pipeline.drafting import DraftJudge
from monitor.pipeline.workers import Workers
from monitor.store import Store
from tests.samples import NOW, article, feed, match
from tests.trial_topics import FIRE, FIRES, NO_FIRE, few_labelled, fill


def bring(store: Store, *titles: str) -> None:
    (lease,) = store.feeds.claim([feed().url], NOW)
    new = tuple(
        Classified(
            article(n, key=title, entry_id=title, title=title, summary=""), (match("factory-fires"),), "v1"
        )
        for n, title in enumerate(titles)
    )
    store.feeds.record(lease, PollOutcome(lease.polling, new=new))


def test_it_judges_what_comes_in_and_goes_on_where_it_was(sqlite_store: Store, tmp_path: Path) -> None:
    labelled = few_labelled(tmp_path / "labelled")
    fill(sqlite_store, [FIRE])

    async def run() -> list[tuple[int, int, int, int]]:
        found = []
        with Workers(1, 60) as workers:
            drafts = DraftJudge(sqlite_store, workers, tmp_path / "models", labelled)
            sqlite_store.drafts.put(replace(FIRES, name="Edited"), NOW)
            for titles in ([], [f"{FIRE} once more", NO_FIRE], [f"{FIRE} again"]):
                if titles:
                    bring(sqlite_store, *titles)
                await drafts.judge()
                (one,) = sqlite_store.drafts.compare()
                found.append((one.articles, one.live, one.draft, one.both))
        return found

    assert asyncio.run(run()) == [(0, 0, 0, 0), (2, 2, 1, 1), (3, 3, 2, 2)]
    assert sqlite_store.topics.all()[0] == FIRES


def test_a_draft_of_a_topic_that_the_desk_has_not_is_judged_too(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, [NO_FIRE], topics=[])
    sqlite_store.drafts.put(FIRES, NOW)
    bring(sqlite_store, f"{FIRE} once more")

    async def run() -> None:
        with Workers(1, 60) as workers:
            labelled = few_labelled(tmp_path / "labelled")
            await DraftJudge(sqlite_store, workers, tmp_path / "models", labelled).judge()

    asyncio.run(run())
    (one,) = sqlite_store.drafts.compare()
    assert (one.articles, one.draft) == (1, 1)
