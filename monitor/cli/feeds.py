"""`wiredesk feeds`: the feeds of this installation."""

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.feed_lists import export, import_
from monitor.cli.feed_trials import discover, test
from monitor.cli.output import json_option, print_rows
from monitor.clock import now
from monitor.configuration.feed_address import same_feed_key
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.problems import ConfigurationError
from monitor.feeds.admission import refusal_to_save
from monitor.feeds.health import health_of
from monitor.feeds.outage import down_since


@click.group()
def feeds() -> None:
    """List, find, try and add feeds, and take lists of them in and out."""


feeds.add_command(discover)
feeds.add_command(test)
feeds.add_command(import_)
feeds.add_command(export)


@feeds.command("list", epilog="Example: wiredesk feeds list --json")
@json_option
@pass_context
def list_feeds(context: Context, as_json: bool) -> None:
    """Every feed with its health; those that want a look come first."""
    with context.installation() as installation:
        moment, feeds = installation.clock(), installation.store.feeds.all()
        outage = down_since(((row.feed, row.polling) for row in feeds), moment)
        found = [(row, health_of(row.feed, row.polling, moment, outage)) for row in feeds]
        rows = [
            {
                "name": row.feed.name,
                "url": row.feed.url,
                "state": health.level,
                "health": health.sentence,
                "last_good_poll": row.polling.last_good_at,
                "next_poll": row.polling.next_poll_at,
            }
            for row, health in sorted(found, key=lambda one: not one[1].is_warning)
        ]
    if outage is not None:
        click.echo(f"The desk's own connection seems to be down since {outage:%Y-%m-%d %H:%M} UTC.", err=True)
    print_rows(rows, as_json, "There is no feed yet: add one with `wiredesk feeds add URL`.")


@feeds.command(epilog="Example: wiredesk feeds add https://example.org/feed.xml --name 'The Example'")
@click.argument("url")
@click.option("--name", help="Name of the outlet.  [default: the address]")
@click.option("--language", default="", help="Two-letter code; left out, it is found out for each article.")
@click.option("--country", default="", help="Two-letter code.")
@click.option("--kind", default="", help='Such as "trade press" or "ministry".')
@pass_context
def add(context: Context, url: str, name: str | None, language: str, country: str, kind: str) -> None:
    """Add a feed. It is polled at the next round."""
    values = {"url": url, "name": name or url, "language": language, "country": country, "kind": kind}
    try:
        feed = checked_feed(values)
    except ConfigurationError as error:
        raise Refused(str(error)) from None
    with context.installation() as installation:
        if refusal := refusal_to_save(feed.url, installation.settings.polling, feed.url):
            raise Refused(str(refusal))
        key = same_feed_key(feed.url)
        twins = [row.feed for row in installation.store.feeds.all() if same_feed_key(row.feed.url) == key]
        if twins:
            raise Refused(f"{feed.url}: this feed is there already, as {twins[0].name}")
        installation.store.feeds.add([feed], now())
    click.echo(f"Added {feed.name}.")
