"""`wiredesk explain`: every stage's value for one feed, article or item."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, plain
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.problems import ConfigurationError
from monitor.feeds.http import Fetcher
from monitor.feeds.request import user_agent
from monitor.model import Says
from monitor.pipeline import stages
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.explaining import Explainer
from monitor.pipeline.pace import SharedBudget
from monitor.pipeline.stages import Stage
from monitor.pipeline.workers import Workers
from monitor.wiring import Installation

_SHOWN = 20  # items of a feed; --json has them all
_NAME = 20  # columns for the name of a fact


@click.command(epilog="Example: wiredesk explain https://example.org/news/1")
@click.argument("source", metavar="URL|FILE")
@json_option
@pass_context
def explain(context: Context, source: str, as_json: bool) -> None:
    """Say what each stage makes of a feed, a feed file, or an article that the desk holds. Nothing is changed.

    An article may also be named by its number or its headline. Topics come with their scores, carried or not.
    """
    with context.installation() as installation:
        found = asyncio.run(_explained(installation, source))
    if as_json:
        rows = [{"stage": stage.name, **stage.facts, "items": list(stage.items)} for stage in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=plain))
    else:
        _print(found)


async def _explained(installation: Installation, source: str) -> list[Stage]:
    settings = installation.settings.polling
    agent, interval = user_agent(installation.settings), timedelta(minutes=settings.interval_minutes)
    with Workers(1, settings.parse_timeout_seconds) as workers:
        async with Fetcher(settings, agent) as fetcher:
            explainer = Explainer(
                store=installation.store,
                fetcher=fetcher,
                workers=workers,
                classifier=TopicClassifier(installation.store, workers, installation.models),
                pace=SharedBudget(installation.store, interval),
                user_agent=agent,
                now=installation.clock(),
                retry_after=interval,
            )
            return await _stages(explainer, source)


async def _stages(explainer: Explainer, source: str) -> list[Stage]:
    if Path(source).is_file():  # noqa: ASYNC240  nothing else waits
        return await explainer.file(source, Path(source).read_bytes())  # noqa: ASYNC240
    known = explainer.store.ledger.of(source)
    if known.feeds:
        return await explainer.feed(known.feeds[0])
    if len(known.articles) > 1:
        lines = [f"{hit.article_id}: {hit.title} ({hit.outlet})" for hit in known.articles]
        raise Refused(
            f"{source}: {len(lines)} articles are called so; name one by its number\n" + "\n".join(lines)
        )
    for hit in known.articles:
        trace = explainer.store.ledger.article(hit.article_id)
        if trace is not None:
            return await explainer.article(trace)
    try:
        feed = checked_feed({"url": source, "name": source})
    except ConfigurationError:
        raise Refused(f"{source}: no file, no address, and no article of this desk is called so") from None
    return [stages.of_unknown(known, explainer.now), *await explainer.address(feed)]


def _print(found: Sequence[Stage]) -> None:
    console = Console(highlight=False, width=None if Console().is_terminal else 80)
    for stage in found:
        console.print(Text(stage.name.upper(), style="bold"))
        for name, value in stage.facts.items():
            _print_fact(console, name, _in_words(value))
        for item in stage.items[:_SHOWN]:
            _print_item(console, item)
        if len(stage.items) > _SHOWN:
            console.print(f"  and {len(stage.items) - _SHOWN} more: --json prints them all")
        console.print()


def _print_item(console: Console, item: Mapping[str, object]) -> None:
    rest = dict(item)
    topics = rest.pop("topics", None) or ([item] if "matched" in item else [])
    if "title" in rest:
        console.print(Text(f"  {_clean(str(rest.pop('title')) or 'Without a headline')}", style="bold"))
    if "matched" not in item:
        for name, value in rest.items():
            _print_fact(console, name, _in_words(value), indent=4)
    for topic in topics if isinstance(topics, list) else []:
        _print_topic(console, topic)


def _print_topic(console: Console, topic: Mapping[str, object]) -> None:
    carried = "carries" if topic["matched"] else "does not carry"
    _print_fact(console, str(topic["topic"]), f"{topic['score']:.2f}  {carried}", indent=4)
    if decided := _decided(topic):
        _print_fact(console, "", decided, indent=4)
    evidence = topic["evidence"]
    assert isinstance(evidence, list)
    for span in evidence:
        where = f"“{span['text']}” in the {span['field']}: " if span["text"] else ""
        _print_fact(console, "", f"{where}{span['why']}", indent=4)


def _decided(topic: Mapping[str, object]) -> str:
    """Whose word the desk goes by, where it is not the classifier's; empty where it is."""
    verdict = topic.get("verdict")
    if isinstance(verdict, Mapping):
        says = "carries it" if verdict["says"] is Says.CARRIES else "does not carry it"
        note = f" (“{verdict['note']}”)" if verdict["note"] else ""
        return f"{verdict['who']} says that it {says}, {_in_words(verdict['at'])}{note}: that stands"
    reader = topic.get("second reader")
    return f"on the desk by the second reader's word (model {reader})" if reader else ""


def _print_fact(console: Console, name: str, value: str, indent: int = 2) -> None:
    """A name and its value, which hangs under itself where it is longer than the line."""
    room = max(20, console.width - indent - _NAME - 1)
    lines = Text(_clean(value)).wrap(console, room) or [Text("")]
    for number, line in enumerate(lines):
        label = name if number == 0 else ""
        console.print(
            Text(" " * indent + f"{label:<{_NAME}} ", style="dim").append_text(
                Text(line.plain.rstrip(), style="default")
            )
        )


def _in_words(value: object) -> str:
    if value is None or value == "":
        return "none"
    return f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else str(value)


def _clean(text: str) -> str:
    """Without what could move the cursor of a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
