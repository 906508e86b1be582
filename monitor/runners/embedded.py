"""Everything in one process: APScheduler is the clock, the leases in the database are the queue."""

import asyncio
from collections.abc import Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor import clock
from monitor.pipeline import mail
from monitor.pipeline.lookups import Lookups
from monitor.pipeline.pace import Pace
from monitor.pipeline.polling import PollReport
from monitor.runners.jobs import Job, jobs
from monitor.runners.parts import open_parts
from monitor.wiring import Installation


async def run(
    installation: Installation,
    stop: asyncio.Event,
    pace: Pace,
    told: Callable[[PollReport], None] = lambda _: None,
    lookups: Lookups | None = None,
) -> None:
    """Poll, classify and mail until `stop` is set; `told` hears of each poll, `lookups` are answered meanwhile."""
    await asyncio.to_thread(mail.recover, installation.store)
    async with open_parts(installation, pace, told) as parts:
        scheduler = AsyncIOScheduler(timezone="UTC")
        for name, seconds, job in jobs(installation, parts):
            _every(scheduler, name, seconds, job)
        scheduler.start()
        parts.pushes.watch(stop)
        with (lookups or Lookups()).answered_with(parts.tools):
            await stop.wait()
        scheduler.shutdown(wait=False)
        await parts.finish()


def _every(scheduler: AsyncIOScheduler, name: str, seconds: float, job: Job) -> None:
    """Run a job now, and then every so many seconds."""
    scheduler.add_job(
        job,
        "interval",
        name=name,
        seconds=seconds,
        next_run_time=clock.now(),
        # a machine that slept runs each job once, not once for every tick it missed
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
