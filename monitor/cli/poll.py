"""`wiredesk poll`: one round of polling."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows, progress
from monitor.feeds.http import Fetcher
from monitor.feeds.request import user_agent
from monitor.model import Lease
from monitor.pipeline import grouping
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.pace import SharedBudget
from monitor.pipeline.polling import Poller, PollReport
from monitor.pipeline.rounds import RoundSummary, poll_all
from monitor.pipeline.second_reading import open_reader, second_opinion
from monitor.pipeline.workers import Workers
from monitor.wiring import Installation

_EVERYTHING = 100_000  # feeds in one round


@click.command(epilog="Example: wiredesk poll --once --feed https://example.org/feed.xml")
@click.option("--once", is_flag=True, help="One round, then end. (A round is all there is; for scripts.)")
@click.option(
    "--feed", "urls", multiple=True, metavar="URL", help="Only this feed, due or not; may be repeated."
)
@click.option("--at", type=str, metavar="ISO-TIME", help="Poll as if it were that time.")
@json_option
@pass_context
def poll(context: Context, once: bool, urls: tuple[str, ...], at: str | None, as_json: bool) -> None:  # noqa: ARG001
    """Poll every feed that is due, or the feeds named, and list those that brought news or failed.

    What they bring is judged, and grouped into stories.
    --json lists all of them. The exit code is 0 even where feeds failed: they are in the summary, and are
    tried again in time.
    """
    with context.installation() as installation:
        clock = _clock_at(at) if at else installation.clock
        leases = _leases(installation, urls, clock())
        with progress("Polling", len(leases)) as bar:
            summary = asyncio.run(_round(installation, leases, clock, lambda _: bar.advance(bar.task_ids[0])))
    _print(summary, as_json)


def _leases(installation: Installation, urls: Sequence[str], now: datetime) -> list[Lease]:
    feeds = installation.store.feeds
    if not urls:
        return feeds.claim_due(now, _EVERYTHING)
    unknown = [url for url in urls if feeds.by_url(url) is None]
    if unknown:
        lines = (f"{url}: no such feed: add it with `wiredesk feeds add {url}`" for url in unknown)
        raise Refused("\n".join(lines))
    leases = feeds.claim(urls, now)
    if len(leases) < len(set(urls)):
        raise Refused("another process is polling one of these feeds: try again in a few minutes")
    return leases


async def _round(
    installation: Installation,
    leases: Sequence[Lease],
    clock: Callable[[], datetime],
    told: Callable[[PollReport], None],
) -> RoundSummary:
    settings = installation.settings.polling
    fetcher = Fetcher(settings, user_agent(installation.settings))
    with Workers(settings.workers, settings.parse_timeout_seconds) as workers:
        async with fetcher, open_reader(installation.store, installation.settings, clock) as reader:
            desk = TopicClassifier(installation.store, workers, installation.models)
            classifier = second_opinion(desk, desk, reader, installation.settings.reader.timeout_seconds)
            interval = timedelta(minutes=settings.interval_minutes)
            pace = SharedBudget(installation.store, interval)
            poller = Poller(installation.store, fetcher, workers, classifier, pace, clock, interval)
            summary = await poll_all(poller, leases, settings.concurrency, told)
    with Workers(1, grouping.LIMIT) as worker:
        await grouping.Grouper(installation.store, worker, clock).group()
    return summary


def _clock_at(text: str) -> Callable[[], datetime]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"--at {text}: no time: write it like 2026-11-21T06:00:00+00:00") from None
    fixed = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return lambda: fixed


def _print(summary: RoundSummary, as_json: bool) -> None:
    reports = sorted(summary.reports, key=lambda report: (report.reason is not None, report.name))
    if as_json or not reports:
        print_rows([_row(report) for report in reports], as_json, "No feed is due.")
        return
    if told := [_row(report) for report in reports if _is_worth_a_line(report)]:
        print_rows(told, as_json, "")
    click.echo(
        f"{len(reports)} feeds polled: {summary.total(lambda r: r.new)} new articles, "
        f"{summary.total(lambda r: r.changed)} changed, {summary.total(lambda r: r.matched)} with a topic; "
        f"{len(summary.failed)} feeds failed, {len(reports) - len(told)} had no news."
    )


def _is_worth_a_line(report: PollReport) -> bool:
    return bool(report.new or report.changed or report.reason is not None or not report.recorded)


def _row(report: PollReport) -> dict[str, object]:
    return {
        "feed": report.name,
        "entries": report.entries,
        "new": report.new,
        "changed": report.changed,
        "matched": report.matched,
        "seconds": round(report.seconds, 2),
        "result": _result(report),
    }


def _result(report: PollReport) -> str:
    if report.reason is not None:
        return f"{report.reason}: {report.detail}" if report.detail else str(report.reason)
    if not report.recorded:
        return "lease lost"
    return "unchanged" if report.unchanged else "ok"
