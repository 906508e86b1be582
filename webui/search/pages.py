"""The search itself, and what its box is helped by while one types."""

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.pipeline.saved_searches import unread
from monitor.topics.query import QuerySyntaxError, parse_search
from monitor.topics.query.reading import reading
from monitor.topics.text import glossary
from webui.access import needs
from webui.search.asked import LONGEST, Asked
from webui.search.blueprint import blueprint
from webui.search.completions import completions
from webui.search.outcome import outcome
from webui.search.watchlists import is_watchlist
from webui.site import reader, site


@blueprint.get("/search")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    store, topics = site().store, site().store.topics.all()
    asked = Asked.read(request.args, frozenset(topic.slug for topic in topics))
    kept = store.searches.of(reader().id)
    found, fault = None, None
    if asked.query:
        try:
            found = outcome(asked, topics)
        except QuerySyntaxError as error:
            fault = error
    return render_template(
        "search/index.html",
        asked=asked,
        topics=topics,
        found=found,
        fault=fault,
        kept=kept,
        own_lists=[one for one in kept if is_watchlist(one) and one.user_id == reader().id],
        unread=unread(store, kept, topics, found.found.origins if found else None),
        same=next((one for one in kept if (one.query, one.topic) == (asked.query, asked.topic)), None),
        hints=completions(topics, store.feeds.all()) if not found else [],
        longest=LONGEST,
    )


@blueprint.get("/search/completions")
@needs(Role.READER)
def complete() -> ResponseReturnValue:
    """What one can write into the box, with what it means."""
    store = site().store
    return jsonify(completions=completions(store.topics.all(), store.feeds.all()))


@blueprint.get("/search/reading")
@needs(Role.READER)
def read() -> ResponseReturnValue:
    """What a query means, or where it is wrong and what was expected."""
    query = request.args.get("q", "")[:LONGEST]
    try:
        parsed = parse_search(query, glossary.terms(site().store.topics.all()))
    except QuerySyntaxError as error:
        return jsonify(fault=str(error), shown=error.shown(), help=url_for("search.index"))
    return jsonify(reading=reading(parsed.tree))
