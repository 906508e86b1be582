"""The pages of the feeds."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from monitor.model import Feed, Role
from monitor.store.polling.feed_rows import FeedRow
from webui.access import needs
from webui.feeds.about import about
from webui.feeds.blueprint import blueprint
from webui.feeds.form import FeedForm
from webui.feeds.rhythm import GAP, HEIGHT, STEP, WIDTH
from webui.feeds.table import levels, worst_first
from webui.site import now, site


@blueprint.get("")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    store = site().store
    rows, counts = store.feeds.all(), store.feeds.counts(now() - timedelta(days=7))
    outage = site().watch.look(store, rows, now()).outage
    lines = worst_first(rows, counts, now(), outage)
    return render_template("feeds/index.html", lines=lines, levels=levels(lines))


@blueprint.get("/<id:feed_id>")
@needs(Role.READER)
def show(feed_id: int) -> ResponseReturnValue:
    drawing = {"step": STEP, "gap": GAP, "height": HEIGHT, "width": WIDTH}
    return render_template("feeds/show.html", about=about(_found(feed_id)), drawing=drawing)


@blueprint.route("/<id:feed_id>/edit", methods=["GET", "POST"])
@needs(Role.ADMIN)
def edit(feed_id: int) -> ResponseReturnValue:
    row = _found(feed_id)
    form = FeedForm(request.form, obj=row.feed)
    if request.method == "POST":
        others = [other for other in site().store.feeds.all() if other.id != feed_id]
        feed = form.checked(others, site().settings.polling, row.feed.paused)
        if feed is not None and _changed(feed_id, feed, form):
            flash(f"{feed.name} was changed.")
            return _to_index()
    return render_template("feeds/edit.html", form=form, row=row), 422 if form.errors else 200


def _changed(feed_id: int, feed: Feed, form: FeedForm) -> bool:
    try:
        return site().store.feeds.change(feed_id, feed)
    except IntegrityError:  # somebody added that address a moment ago
        form.complain("url", "another feed has this address now: change that one, or give another address.")
        return False


@blueprint.post("/<id:feed_id>/pause")
@needs(Role.ADMIN)
def pause(feed_id: int) -> ResponseReturnValue:
    row = _found(feed_id)
    site().store.feeds.set_paused(feed_id, True)
    flash(f"{row.feed.name} is paused.")
    return _to_index()


@blueprint.post("/<id:feed_id>/resume")
@needs(Role.ADMIN)
def resume(feed_id: int) -> ResponseReturnValue:
    row = _found(feed_id)
    site().store.feeds.set_paused(feed_id, False)
    flash(f"{row.feed.name} is polled again.")
    return _to_index()


@blueprint.post("/<id:feed_id>/poll")
@needs(Role.ADMIN)
def poll(feed_id: int) -> ResponseReturnValue:
    row = _found(feed_id)
    site().store.feeds.make_due(feed_id, now())
    flash(f"{row.feed.name} is next to be polled. Reload this page in a moment.")
    return _to_index()


@blueprint.route("/<id:feed_id>/delete", methods=["GET", "POST"])
@needs(Role.ADMIN)
def delete(feed_id: int) -> ResponseReturnValue:
    """Asks first: the articles go too."""
    row = _found(feed_id)
    if request.method == "POST":
        site().store.feeds.delete(feed_id)
        flash(f"{row.feed.name} was deleted.")
        return _to_index()
    counts = site().store.feeds.counts(now() - timedelta(days=7)).get(feed_id)
    return render_template("feeds/delete.html", row=row, articles=counts.total if counts else 0)


def _found(feed_id: int) -> FeedRow:
    row = site().store.feeds.get(feed_id)
    if row is None:
        abort(404)
    return row


def _to_index() -> ResponseReturnValue:
    return redirect(url_for("feeds.index"), 303)
