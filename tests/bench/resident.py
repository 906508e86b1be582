"""Wiredesk as it runs all day: a process that is told to poll, and has its imports and workers behind it.

    python -m tests.bench.resident DATA [--unjudged]

For each line on stdin, an ISO time, one round of all feeds that are due then; answers each with a line on stdout.
With --unjudged articles pass as on a desk that is still learning its topics: stored and indexed, not classified.
"""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from monitor.configuration.load import load_settings
from monitor.feeds.http import Fetcher
from monitor.feeds.request import user_agent
from monitor.pipeline.classifying import TopicClassifier, WhenReady
from monitor.pipeline.pace import SharedBudget
from monitor.pipeline.polling import Poller
from monitor.pipeline.rounds import poll_all
from monitor.pipeline.workers import Workers
from monitor.wiring import open_installation

_EVERYTHING = 1_000_000


async def serve(data: Path, unjudged: bool) -> None:
    installation = open_installation(data, load_settings(data / "wiredesk.toml", {}))
    settings = installation.settings.polling
    interval = timedelta(minutes=settings.interval_minutes)
    now = installation.clock()
    with Workers(settings.workers, settings.parse_timeout_seconds) as workers:
        async with Fetcher(settings, user_agent(installation.settings)) as fetcher:
            classifier = TopicClassifier(installation.store, workers, installation.models)
            judge = WhenReady(classifier)
            if not unjudged:
                await classifier.prepare()
            pace = SharedBudget(installation.store, interval)
            poller = Poller(installation.store, fetcher, workers, judge, pace, lambda: now, interval)
            print("ready", flush=True)
            while line := await asyncio.to_thread(sys.stdin.readline):
                now = datetime.fromisoformat(line.strip())
                leases = installation.store.feeds.claim_due(now, _EVERYTHING)
                summary = await poll_all(poller, leases, settings.concurrency, lambda _: None)
                print(f"{len(summary.reports)} polled, {len(summary.failed)} failed", flush=True)
    installation.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), "--unjudged" in sys.argv[2:]))
