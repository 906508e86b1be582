"""`wiredesk search`: articles of the archive that match a query."""

from datetime import UTC, datetime

import click

from monitor.articles.rights import words
from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows
from monitor.pipeline.searching import Order, Read, read
from monitor.pipeline.searching import search as search_archive
from monitor.store import Store
from monitor.store.articles.desk import DeskLine
from monitor.store.search.candidates import Bounds
from monitor.topics.query import Query, QuerySyntaxError, parse_search
from monitor.topics.text import glossary

_SECONDS = 30.0  # at a terminal one may wait


@click.command(epilog="Example: wiredesk search 'licen* NEAR/5 export* NOT lang:ru' --json")
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(1, 5_000), default=25, show_default=True, help="Articles at most."
)
@click.option("--topic", default="", help="Slug of a topic that each article must carry.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only articles of this day (UTC) or later.")
@click.option("--relevance", is_flag=True, help="The most relevant first, in place of the newest.")
@json_option
@pass_context
def search(
    context: Context,
    query: str,
    limit: int,
    topic: str,
    since: datetime | None,
    relevance: bool,
    as_json: bool,
) -> None:
    """Find articles that match a query, in the language that topics use.

    Exit code 1 if the query can not be read; the place of the error is shown.
    """
    with context.installation() as installation:
        store = installation.store
        parsed = _parsed(store, query, topic)
        bounds = Bounds(topic=topic, since=since.replace(tzinfo=UTC) if since else None)
        order = Order.RELEVANCE if relevance else Order.TIME
        found = search_archive(store, parsed, bounds, order, seconds=_SECONDS)
        hits = found.hits[:limit]
        lines = store.desk.lines([hit.candidate.article_id for hit in hits])
        texts = read(store, parsed, hits)
    numbers = (hit.candidate.article_id for hit in hits)
    rows = [_row(lines[one], texts[one]) for one in numbers if one in lines and one in texts]
    print_rows(rows, as_json, "No article matches.")
    for problem in found.problems:
        click.echo(f"! {problem}", err=True)
    if not found.whole:
        click.echo(f"! looked through the newest {found.looked:,} articles that may match", err=True)


def _row(line: DeskLine, found: Read) -> dict[str, object]:
    met = (words(line.rights, span) for span in found.match.evidence)
    return {
        "article": line.article_id,
        "published": line.dated_at,
        "outlet": line.outlet,
        "title": line.title,
        "url": line.url,
        "words": ", ".join(dict.fromkeys(filter(None, met))),
    }


def _parsed(store: Store, query: str, topic: str) -> Query:
    topics = store.topics.all()
    if topic and topic not in {one.slug for one in topics}:
        raise Refused(f"there is no topic {topic!r}: `wiredesk topics list` names them")
    try:
        return parse_search(query, glossary.terms(topics))
    except QuerySyntaxError as error:
        raise Refused(error.shown()) from None
