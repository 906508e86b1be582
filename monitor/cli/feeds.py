"""`wiredesk feeds`: the feeds of this installation."""

import asyncio

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows
from monitor.clock import now
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.problems import ConfigurationError
from monitor.feeds.health import health_of
from monitor.feeds.http import Fetcher
from monitor.feeds.request import ACCEPT, user_agent
from monitor.model import Article, Feed, Fetched, FetchFailed, FetchRequest, NotAFeed
from monitor.pipeline.reading import Reading, read
from monitor.settings import PollingSettings


@click.group()
def feeds() -> None:
    """List, add and try feeds."""


@feeds.command("list", epilog="Example: wiredesk feeds list --json")
@json_option
@pass_context
def list_feeds(context: Context, as_json: bool) -> None:
    """Every feed with its health."""
    with context.installation() as installation:
        moment = installation.clock()
        rows = [
            {
                "name": row.feed.name,
                "url": row.feed.url,
                "health": health_of(row.feed, row.polling, moment).sentence,
                "last_good_poll": row.polling.last_good_at,
                "next_poll": row.polling.next_poll_at,
            }
            for row in installation.store.feeds.all()
        ]
    print_rows(rows, as_json, "There is no feed yet: add one with `wiredesk feeds add URL`.")


@feeds.command(epilog="Example: wiredesk feeds add https://example.org/feed.xml --name 'The Example'")
@click.argument("url")
@click.option("--name", help="Name of the outlet.  [default: the feed's own title]")
@click.option("--language", default="", help="Two-letter code; left out, it is found out for each article.")
@click.option("--country", default="", help="Two-letter code.")
@click.option("--kind", default="", help='Such as "trade press" or "ministry".')
@pass_context
def add(context: Context, url: str, name: str | None, language: str, country: str, kind: str) -> None:
    """Add a feed. It is polled at the next round."""
    values = {"url": url, "name": name or url, "language": language, "country": country, "kind": kind}
    feed = _checked(values)
    with context.installation() as installation:
        if not installation.store.feeds.add([feed], now()):
            raise Refused(f"{feed.url}: this feed is there already")
    click.echo(f"Added {feed.name}.")


@feeds.command(epilog="Example: wiredesk feeds test https://example.org/feed.xml")
@click.argument("url")
@json_option
@pass_context
def test(context: Context, url: str, as_json: bool) -> None:
    """Fetch and read a feed without adding it, and show its articles."""
    feed = _checked({"url": url, "name": url})
    found = asyncio.run(_try(feed, context.settings().polling))
    rows = [
        {
            "published": article.published,
            "language": article.language,
            "title": article.title,
            "url": article.url,
        }
        for article in found
    ]
    print_rows(rows, as_json, "The feed has no entries.")


def _checked(values: dict[str, str]) -> Feed:
    try:
        return checked_feed(values)
    except ConfigurationError as error:
        raise Refused(str(error)) from None


async def _try(feed: Feed, settings: PollingSettings) -> list[Article]:
    async with Fetcher(settings, user_agent(settings.contact)) as fetcher:
        answer = await fetcher.fetch(FetchRequest(feed.url, {"Accept": ACCEPT}))
    found = read(answer, feed, b"", now()) if isinstance(answer, Fetched) else answer
    if isinstance(found, FetchFailed | NotAFeed):
        raise Refused(f"{feed.url}: {found.reason.sentence}" + (f" ({found.detail})" if found.detail else ""))
    assert isinstance(found, Reading)
    return found.articles
