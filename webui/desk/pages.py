"""The desk itself, and the evidence of one story beside its list."""

from datetime import timedelta

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.store.articles.desk import ALL
from webui.access import needs
from webui.desk import listing, shift, snoozing
from webui.desk.blueprint import blueprint
from webui.desk.keymap import ACTIONS, keymap
from webui.desk.panel import decided
from webui.desk.query import BY_IMPORTANCE, STATES, WEIGHTS, DeskQuery
from webui.desk.rows import Day, by_day
from webui.desk.view import aside_of
from webui.people.onward import page_named
from webui.search.watchlists import is_watchlist
from webui.site import account_id, now, reader, site, zone

PAGE = 50  # rows
DENSITIES = frozenset({"compact", "comfortable"})
FEW = 6  # decisions of colleagues beside the list
LATE = timedelta(days=3)  # how far back the counts of what is unread look


@blueprint.get("/")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    store, there = site().store, listing.there()
    query = DeskQuery.read(request.args, there.choices)
    works = store.desk_readers.of(account_id())
    wanted = query.wanted(zone(), reader().name)
    saved = store.searches.of(account_id())
    page = store.story_desk.page(wanted, PAGE, account_id(), now(), query.older, query.newer)
    rows = listing.gathered(page.lines)
    return render_template(
        "desk/index.html",
        topics=there.topics,
        feeds=there.feeds,
        languages=there.languages,
        owners=there.owners,
        tags=there.tags,
        query=query,
        further=query.further or "more" in request.args,
        page=page,
        days=[Day(None, rows)] if query.by_importance and rows else by_day(rows, zone()),
        unread=store.story_desk.unread(account_id(), reader().name, now() - LATE, now()),
        unjudged=0 if page.lines else store.matches.unjudged(),
        unpolled=sum(not feed.is_polled for feed in there.feeds),
        shift=shift.since(works, FEW, there.topics),
        saved=saved,
        watchlists=[one for one in saved if is_watchlist(one)],
        searches=[one for one in saved if not is_watchlist(one)],
        works=works,
        keys=keymap(works.keys, reader().role),
        snoozes=snoozing.CHOICES.items(),
        **decided(there.topics),
        STATES=STATES,
        WEIGHTS=WEIGHTS,
        BY_IMPORTANCE=BY_IMPORTANCE,
        ALL=ALL,
    )


@blueprint.get("/desk/filters")
@needs(Role.READER)
def further() -> ResponseReturnValue:
    """The filters that are shown when one asks for more, as a part of a page."""
    there = listing.there()
    return render_template(
        "desk/further.html",
        query=DeskQuery(),
        feeds=there.feeds,
        languages=there.languages,
        owners=there.owners,
        tags=there.tags,
        WEIGHTS=WEIGHTS,
    )


@blueprint.post("/desk/density")
@needs(Role.READER)
def density() -> ResponseReturnValue:
    """Remember how much the reader wants to see of each row."""
    wanted = request.form.get("density", "")
    if wanted not in DENSITIES:
        abort(400)
    site().store.desk_readers.set_density(account_id(), wanted)
    return redirect(page_named(request.form.get("back"), url_for("desk.index")), 303)


@blueprint.get("/stories/<id:story_id>/aside")
@needs(Role.READER)
def aside(story_id: int) -> ResponseReturnValue:
    """What speaks for a story, as a part of a page."""
    found = aside_of(story_id)
    if found is None:
        abort(404)
    keys = site().store.desk_readers.of(account_id()).keys
    return render_template(
        "desk/aside.html",
        found=found,
        topics=site().store.topics.all(),
        split_key=keys.get("split", ACTIONS["split"].key),
    )
