"""Watchlists: kept searches for any of several names or queries, which come and go one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role, SavedSearch
from monitor.pipeline.saved_searches import unread
from monitor.topics.query import QuerySyntaxError, parse_search
from monitor.topics.text import glossary
from webui.access import needs
from webui.search.alternatives import entries, entry, joined, without
from webui.search.asked import LONGEST
from webui.search.blueprint import blueprint
from webui.search.saved import named, own
from webui.site import account_id, now, site


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be kept, with what stands in the form."""

    sentence: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


class _Refused(Exception):
    """Why a watchlist can not be as it was asked for, in a sentence."""


@blueprint.get("/watchlists")
@needs(Role.READER)
def watchlists() -> ResponseReturnValue:
    """All watchlists; the address may fill in the form for a new one."""
    return _page(Refusal(given=request.args.to_dict()))


@blueprint.post("/watchlists")
@needs(Role.READER)
def watch() -> ResponseReturnValue:
    """Add to a watchlist, or to a new one, what is written, an entry a line; or a search, as it stands."""
    form = request.form
    kept = own(form.get("list", type=int) or abort(400)) if form.get("list") else None
    more = [form["q"]] if "q" in form else [entry(line) for line in form.get("entries", "").splitlines()]
    try:
        query = _query([kept.query] if kept else [], more)
    except _Refused as refused:
        return _page(Refusal(str(refused), form.to_dict())), 422
    if kept:
        site().store.searches.rewrite(kept.number, query)
        flash(f"{kept.name} watches for that too.")
    else:
        name = named(form.get("name", ""), query)
        site().store.searches.add(account_id(), name, query, "", "shared" in form, now())
        flash(f"Kept: the watchlist {name}. What comes in from now on counts as unread.")
    return redirect(url_for("search.watchlists"), 303)


@blueprint.post("/watchlists/<id:number>/drop")
@needs(Role.READER)
def unwatch(number: int) -> ResponseReturnValue:
    """Take an entry off a watchlist."""
    kept = own(number)
    rest = without(kept.query, request.form.get("entry", ""))
    if not rest:
        return _page(Refusal(f"{kept.name} would be empty: delete it instead.")), 422
    site().store.searches.rewrite(number, rest)
    return redirect(url_for("search.watchlists"), 303)


def is_watchlist(kept: SavedSearch) -> bool:
    return not kept.topic and bool(entries(kept.query))


def _query(before: Sequence[str], more: Sequence[str]) -> str:
    """What is watched for with what was added."""
    lines = [line for line in more if line.strip()]
    if not lines:
        raise _Refused("Write what to watch for, a name or a query a line.")
    concepts = glossary.terms(site().store.topics.all())
    for line in lines:
        try:
            parse_search(line, concepts)
        except QuerySyntaxError as error:
            raise _Refused(f"“{line[:60]}”: {error}.") from None
    query = joined([*before, *lines])
    if len(query) > LONGEST:
        raise _Refused(f"A watchlist holds at most {LONGEST:,} characters: make a second one.")
    if not entries(query):
        raise _Refused(
            "This query narrows: all of it must hold. Save it as a search, or add it to a watchlist that has entries."
        )
    return query


def _page(refusal: Refusal) -> str:
    store = site().store
    kept = [one for one in store.searches.of(account_id()) if is_watchlist(one)]
    return render_template(
        "search/watchlists.html",
        watchlists=[(one, entries(one.query)) for one in kept],
        unread=unread(store, kept, store.topics.all()),
        refusal=refusal,
    )
