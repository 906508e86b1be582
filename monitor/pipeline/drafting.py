"""Drafts judge what comes in, beside the live topics and out of everybody's sight."""

import asyncio
from dataclasses import replace
from pathlib import Path

from monitor.model import Topic
from monitor.pipeline import topic_trials
from monitor.pipeline.candidates import candidate
from monitor.pipeline.judging import LABELLED
from monitor.pipeline.topic_trials import Candidate
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.topics.drafts import Draft

_BATCH = 100  # articles in one call to a worker, and in one transaction
_TRAINING_LIMIT = 300  # seconds


class DraftJudge:
    """Judges by every draft that the store holds; teaches a draft once, and anew when topics change."""

    def __init__(self, store: Store, workers: Workers, models: Path, labelled: Path = LABELLED) -> None:
        self._store = store
        self._workers = workers
        self._models = models
        self._labelled = labelled
        self._taught: dict[str, tuple[Candidate, Path]] = {}  # by slug, with the model

    async def judge(self) -> None:
        """Let each draft judge all that has come in since it last did."""
        for draft in await asyncio.to_thread(self._store.drafts.all):
            model = await self._model(draft.topic)
            moved: Draft | None = draft
            while moved is not None:
                moved = await self._step(moved, model)

    async def _step(self, draft: Draft, model: Path) -> Draft | None:
        """Judge a batch; the draft as it stands after that, or None where there is nothing left to do."""
        waiting = await asyncio.to_thread(self._store.drafts.waiting, draft, _BATCH)
        if not waiting:
            return None
        texts = [(one.title, one.summary, one.content, one.circumstances) for one in waiting.values()]
        matches = await self._workers.run(topic_trials.judge, model, texts)
        numbers = list(waiting)
        scores = {number: one.score for number, one in zip(numbers, matches, strict=True) if one.matched}
        recorded = await asyncio.to_thread(self._store.drafts.record, draft, numbers[-1], scores)
        return replace(draft, judged_to=numbers[-1]) if recorded else None

    async def _model(self, draft: Topic) -> Path:
        wanted = await asyncio.to_thread(candidate, self._store, draft, self._models, self._labelled)
        known = self._taught.get(draft.slug)
        if known is None or known[0] != wanted:
            folder = self._models / "drafts"
            # In a process that ends with it: one that has trained stays a hundred megabytes larger.
            with Workers(1, _TRAINING_LIMIT) as trainer:
                known = wanted, await trainer.run(topic_trials.teach, wanted, folder)
            self._taught[draft.slug] = known
            for file in folder.glob(f"{draft.slug}.*.json"):
                if file != known[1]:
                    file.unlink(missing_ok=True)
        return known[1]
