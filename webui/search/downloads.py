"""A search as a table to download, and a kept one as a feed at a secret address."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC

from flask import Response, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.articles.rights import extract, words
from monitor.model import Role, SavedSearch
from monitor.pipeline.saved_searches import results
from monitor.pipeline.searching import Read, read, search
from monitor.store.articles.desk import DeskLine
from monitor.topics.query import QuerySyntaxError, parse_search
from monitor.topics.text import glossary
from webui.access import needs, public
from webui.display import stamp, web_address
from webui.search.asked import Asked
from webui.search.blueprint import blueprint
from webui.site import now, site, zone

MOST_ROWS = 1_000
_IN_FEED = 40
_COLUMNS = (
    "headline", "outlet", "language", "country", "kind", "published", "first seen", "address", "topics", "words found",
)  # fmt: skip
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@blueprint.get("/search.csv")
@needs(Role.READER)
def table() -> ResponseReturnValue:
    """What is found as CSV in UTF-8, at most MOST_ROWS rows in the order of the page."""
    store, topics = site().store, site().store.topics.all()
    asked = Asked.read(request.args, frozenset(topic.slug for topic in topics))
    try:
        query = parse_search(asked.query, glossary.terms(topics))
    except QuerySyntaxError as error:
        abort(400, str(error))
    hits = search(store, query, asked.bounds(zone()), asked.order).hits[:MOST_ROWS]
    numbers = [hit.candidate.article_id for hit in hits]
    lines, texts = store.desk.lines(numbers), read(store, query, hits)
    found = [(lines[number], texts[number]) for number in numbers if number in lines and number in texts]
    headers = {"Content-Disposition": 'attachment; filename="wiredesk-search.csv"'}
    return Response(_csv(found), mimetype="text/csv", headers=headers)


def _csv(found: Sequence[tuple[DeskLine, Read]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for line, one in found:
        writer.writerow([harmless(cell) for cell in _cells(line, one)])
    return "\ufeff" + file.getvalue()  # without the mark a spreadsheet takes the text for another encoding


def _cells(line: DeskLine, one: Read) -> Iterator[str]:
    origin = one.article.circumstances
    yield from (line.title, line.outlet, line.language, origin.country, origin.kind)
    yield line.published.astimezone(UTC).isoformat(timespec="minutes") if line.published else ""
    yield line.first_seen.astimezone(UTC).isoformat(timespec="minutes")
    yield web_address(line.url)
    yield ", ".join(match.topic for match in line.matches)
    yield "; ".join(dict.fromkeys(filter(None, (words(line.rights, span) for span in one.match.evidence))))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


@blueprint.get("/searches/<token>.atom")
@public
def atom(token: str) -> ResponseReturnValue:
    """The newest articles that a kept search finds, for any reader of feeds that knows the address."""
    kept = _followed(token)
    text = render_template(
        "search/feed.xml",
        kept=kept,
        entries=_entries(kept),
        at=now(),
        clean=lambda text: NOT_XML.sub("", text),
    )
    return Response(text, mimetype="application/atom+xml")


@blueprint.get("/searches/<token>.json")
@public
def json_feed(token: str) -> ResponseReturnValue:
    """The same as JSON Feed 1.1."""
    kept = _followed(token)
    answer = jsonify(
        version="https://jsonfeed.org/version/1.1",
        title=f"{kept.name} · Wiredesk",
        feed_url=url_for("search.json_feed", token=token, _external=True),
        items=[
            {
                "id": f"wiredesk:{line.article_id}",
                "url": web_address(line.url),
                "title": line.title,
                "content_text": text,
                "date_published": stamp(line.dated_at),
                "language": line.language,
                "authors": [{"name": line.outlet}],
            }
            for line, text in _entries(kept)
        ],
    )
    answer.mimetype = "application/feed+json"
    return answer


def _followed(token: str) -> SavedSearch:
    found = site().store.searches.by_feed(token)
    if found is None:
        abort(404)
    return found


def _entries(kept: SavedSearch) -> list[tuple[DeskLine, str]]:
    """The newest articles, each with as much of its text as its publisher allows to all."""
    store = site().store
    try:
        found = results(store, kept, store.topics.all(), _IN_FEED)
    except QuerySyntaxError as error:
        abort(410, f"The query of this search can no longer be read: {error}")
    numbers = [hit.candidate.article_id for hit in found.hits[:_IN_FEED]]
    lines = store.desk.lines(numbers)
    shown = (lines[number] for number in numbers if number in lines)
    return [(line, extract(line.rights, line.summary, "")) for line in shown]
