"""`wiredesk topics backtest`: what an edited topic would change, before it is saved."""

import asyncio
from datetime import timedelta
from pathlib import Path

import click
from rich.progress import Progress as Bar

from monitor.cli.context import Context, pass_context
from monitor.cli.output import json_option, print_json_line, print_rows, progress
from monitor.cli.topic_saving import topic_of_file
from monitor.pipeline.backtesting import Progress, Window, back_test
from monitor.pipeline.candidates import candidate
from monitor.topics.measuring.backtest import Backtest, Case, Cases
from monitor.topics.measuring.quality import Figure, TopicQuality

_SHOWN = 10  # articles of each kind; --json has more


@click.command(epilog="Example: wiredesk topics backtest export-bans.toml --days 90")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--days", type=click.IntRange(1, 36_500), help="Only articles of the last days.")
@click.option("--articles", type=click.IntRange(1), help="Only so many articles, the newest.")
@json_option
@pass_context
def backtest(context: Context, file: Path, days: int | None, articles: int | None, as_json: bool) -> None:
    """Run the topic of a file on the archive, beside the one that the desk has.

    Says which articles would gain the topic and which would lose it, and why; how many a day it would be; precision
    and recall on labelled items, before and after; and what editors said that it would contradict. Nothing is
    stored. Ctrl-C ends it.
    """
    topic = topic_of_file(file)
    with context.installation() as installation:
        since = installation.clock() - timedelta(days=days) if days else None
        with progress("Back-test", 0) as bar:
            report = asyncio.run(
                back_test(
                    installation.store,
                    candidate(installation.store, topic, installation.models),
                    Window(since, articles),
                    lambda done: _show(bar, done),
                )
            )
    if as_json:
        print_json_line(report)
    else:
        _print(report)


def _show(bar: Bar, done: Progress) -> None:
    bar.update(bar.task_ids[0], description=done.step, completed=done.done, total=done.total or None)


def _print(report: Backtest) -> None:
    click.echo(
        f"{report.topic} on {report.articles:,} articles: before (as the desk has it) and after the edit"
    )
    if report.outdated:
        click.echo(
            f"{report.outdated:,} articles of the archive have yet to be judged by the topics as they are now."
        )
    rows = [
        {"": "articles a day", "before": f"{report.a_day_before:.2f}", "after": f"{report.a_day_after:.2f}"},
        *(_quality(report) if report.labelled else ()),
    ]
    print_rows(rows, False, "")
    if report.labelled is None:
        click.echo("No labelled item speaks of the topic, so that precision and recall are not known.")
    for name, cases in (("Gained", report.gained), ("Lost", report.lost), ("Kept", report.kept)):
        _print_cases(name, cases)
    _print_cases("Contrary to what editors said", report.broken)


def _quality(report: Backtest) -> list[dict[str, str]]:
    assert report.labelled is not None
    before, after = report.labelled.before, report.labelled.after
    return [
        {"": f"{name} (labelled items)", "before": _figure(before, name), "after": _figure(after, name)}
        for name in ("precision", "recall", "f1")
    ]


def _figure(quality: TopicQuality | None, name: str) -> str:
    if quality is None:
        return "-"
    figure: Figure = getattr(quality, name)
    return f"{figure.value:.3f} ({figure.low:.3f}-{figure.high:.3f})"


def _print_cases(name: str, cases: Cases) -> None:
    click.echo(f"\n{name}: {cases.count:,}" + (", of them the newest:" if cases.count > _SHOWN else ""))
    for case in cases.newest[:_SHOWN]:
        click.echo(f"  {case.dated_at:%Y-%m-%d}  {case.after.score:.2f}  {case.title}")
        for line in _reasons(case):
            click.echo(f"      {line}")


def _reasons(case: Case) -> list[str]:
    """What speaks for the topic; of an article that loses it, what spoke for it until now."""
    match = case.after if case.after.matched else case.before
    return [f"{span.field}: {span.why}" for span in match.evidence] if match else []
