"""`wiredesk feeds discover` and `feeds test`: what is at an address, before anything is added."""

import asyncio
from collections.abc import Iterator

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows
from monitor.configuration.feed_address import is_sound_address
from monitor.feeds.discovery import typed_address
from monitor.model import Article, Classified
from monitor.pipeline.discovering import Discovery, failure_sentence
from monitor.pipeline.discovering import discover as find
from monitor.pipeline.lookups import open_tools
from monitor.pipeline.trying import Failure, Report, report_on
from monitor.wiring import Installation


@click.command(epilog="Example: wiredesk feeds discover example.org")
@click.argument("address")
@json_option
@pass_context
def discover(context: Context, address: str, as_json: bool) -> None:
    """Find the feeds of any address, and read each. Nothing is stored.

    At most eight requests are made, one after the other.
    """
    _check(address)
    with context.installation() as installation:
        found = asyncio.run(_discover(installation, address))
    if found.failure is not None:
        raise Refused(f"{found.url}: {failure_sentence(found.failure)}")
    print_rows([*_found(found)], as_json, "")


@click.command(epilog="Example: wiredesk feeds test https://example.org/feed.xml")
@click.argument("url")
@json_option
@pass_context
def test(context: Context, url: str, as_json: bool) -> None:
    """Fetch and read a feed without adding it: its items, what the desk has of them, their topics."""
    _check(url)
    with context.installation() as installation:
        report = asyncio.run(_test(installation, typed_address(url)))
    if not isinstance(report, Report):
        raise Refused(f"{url}: {failure_sentence(report)}")
    if not as_json:
        click.echo("\n".join(_about(report)))
    topics = {judged.article.entry_id: _topics(judged) for judged in report.judged or ()}
    rows = [_item(article, topics.get(article.entry_id, "")) for article in report.trial.articles]
    print_rows(rows, as_json, "The feed has no items.")


def _check(address: str) -> None:
    if not is_sound_address(typed_address(address)):
        raise Refused(f"{address}: is no web address: write one like example.org or https://example.org/feed")


async def _discover(installation: Installation, address: str) -> Discovery:
    async with open_tools(installation.store, installation.settings, installation.models) as tools:
        return await find(tools, address, installation.clock())


async def _test(installation: Installation, url: str) -> Report | Failure:
    async with open_tools(installation.store, installation.settings, installation.models) as tools:
        await tools.classifier.prepare()
        return await report_on(tools, url, installation.clock())


def _found(found: Discovery) -> Iterator[dict[str, object]]:
    for candidate, trial in found.feeds:
        yield {
            "title": trial.title or candidate.title,
            "url": trial.url,
            "format": trial.format,
            "items": len(trial.articles),
            "newest": trial.newest,
            "undated": trial.undated,
            "language": trial.language,
            "found": candidate.origin.value,
        }
    for candidate in found.untried:
        untried = dict.fromkeys(("format", "items", "newest", "undated", "language"))
        yield {"title": candidate.title, "url": candidate.url, **untried, "found": "not tried"}


def _about(report: Report) -> Iterator[str]:
    trial, overlap = report.trial, report.overlap
    yield f"{trial.title or trial.url}: {trial.format}, {len(trial.articles)} items, {trial.undated} undated"
    if trial.moved_to:
        yield f"It has moved for good to {trial.moved_to}."
    if trial.damaged:
        yield f"It is damaged, though it could be read: {trial.damaged}"
    if overlap.twin is not None:
        yield f"The desk has this feed already, as {overlap.twin.feed.name}."
    carriers = ", ".join(f"{row.feed.name} ({number})" for row, number in overlap.carriers[:5])
    yield f"The desk has {overlap.held} of its items already" + (f": {carriers}." if carriers else ".")


def _topics(judged: Classified) -> str:
    return ", ".join(f"{match.topic} {match.score:.2f}" for match in judged.matches if match.matched)


def _item(article: Article, topics: str) -> dict[str, object]:
    return {
        "published": article.published,
        "language": article.language,
        "title": article.title,
        "topics": topics,
        "url": article.url,
    }
