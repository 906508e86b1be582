"""Searches that people keep: saved, seen, shared, followed as a feed, dropped."""

import secrets

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role, SavedSearch
from monitor.topics.query import QuerySyntaxError, parse_search
from monitor.topics.text import glossary
from webui.access import needs
from webui.ids import GREATEST
from webui.people.onward import page_named
from webui.search.asked import LONGEST
from webui.search.blueprint import blueprint
from webui.site import now, reader, site

_LONGEST_NAME = 80


@blueprint.post("/search/saved")
@needs(Role.READER)
def save() -> ResponseReturnValue:
    store, form = site().store, request.form
    query, topic, name = form.get("q", "").strip(), form.get("topic", ""), form.get("name", "").strip()
    topics = store.topics.all()
    try:
        parse_search(query[:LONGEST], glossary.terms(topics))
    except QuerySyntaxError:
        abort(400)
    if topic not in {"", *(one.slug for one in topics)}:
        abort(400)
    name = named(name, query)
    store.searches.add(reader().id, name, query[:LONGEST], topic, "shared" in form, now())
    flash(f"Saved: {name}.")
    return redirect(url_for("search.index", q=query[:LONGEST], topic=topic or None), 303)


@blueprint.post("/search/saved/<id:number>/seen")
@needs(Role.READER)
def see(number: int) -> ResponseReturnValue:
    kept, newest = _kept(number), request.form.get("newest", "")
    if not (newest.isascii() and newest.isdigit() and len(newest) < 11 and int(newest) <= GREATEST):
        abort(400)
    site().store.searches.look(number, reader().id, int(newest))
    return _back_to(kept)


@blueprint.post("/search/saved/<id:number>/share")
@needs(Role.READER)
def share(number: int) -> ResponseReturnValue:
    kept = own(number)
    site().store.searches.share(number, not kept.shared)
    return _back_to(kept)


@blueprint.post("/search/saved/<id:number>/feed")
@needs(Role.READER)
def feed(number: int) -> ResponseReturnValue:
    """Give the search a feed at a secret address, or take it away."""
    kept = own(number)
    site().store.searches.set_feed(number, "" if kept.feed_token else secrets.token_urlsafe(24))
    return _back_to(kept)


@blueprint.post("/search/saved/<id:number>/delete")
@needs(Role.READER)
def drop(number: int) -> ResponseReturnValue:
    kept = own(number)
    site().store.searches.drop(number)
    flash(f"Deleted: {kept.name}.")
    return redirect(page_named(request.form.get("back"), url_for("search.index")), 303)


def named(name: str, query: str) -> str:
    """The name to keep a search under: what was written, or else its query."""
    return "".join(filter(str.isprintable, name)).strip()[:_LONGEST_NAME] or query[:_LONGEST_NAME]


def _kept(number: int) -> SavedSearch:
    """A saved search that the visitor may see."""
    found = site().store.searches.one(number, reader().id)
    if found is None:
        abort(404)
    return found


def own(number: int) -> SavedSearch:
    """A saved search that the visitor may change: their own, or as an admin any that they see."""
    found = _kept(number)
    if found.user_id != reader().id and not reader().role.may(Role.ADMIN):
        abort(403)
    return found


def _back_to(kept: SavedSearch) -> ResponseReturnValue:
    found = url_for("search.index", q=kept.query, topic=kept.topic or None)
    return redirect(page_named(request.form.get("back"), found), 303)
