"""Blind samples: an editor reads what the classifier did not match, without its score, and says what it carries."""

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.topics.measuring.blind import Answer
from webui.access import needs
from webui.articles.shown import shown
from webui.site import now, reader, site
from webui.topics.found import found_topic

blueprint = Blueprint("samples", __name__, url_prefix="/topics")


@blueprint.get("/<slug>/sample")
@needs(Role.EDITOR)
def show(slug: str) -> ResponseReturnValue:
    """The next article to read. Nothing on the page hints at what the classifier says of it."""
    topic, store = found_topic(slug), site().store
    article_id = store.samples.next(slug)
    article = store.desk.article(article_id) if article_id is not None else None
    return render_template(
        "topics/sample.html",
        topic=topic,
        topics=store.topics.all(),
        article=article,
        shown=shown(replace(article, matches=())) if article else None,
        unread=store.samples.unread().get(slug, 0),
    )


@blueprint.post("/<slug>/sample")
@needs(Role.EDITOR)
def answer(slug: str) -> ResponseReturnValue:
    found_topic(slug)
    article_id, said = request.form.get("article", ""), request.form.get("answer", "")
    if said not in set(Answer) or not (
        article_id.isascii() and article_id.isdigit() and len(article_id) < 10
    ):
        abort(400)
    if not site().store.samples.answer(slug, int(article_id), Answer(said), reader().name, now()):
        flash("Somebody else has answered for that article: here is the next one.")
    return redirect(url_for("samples.show", slug=slug), 303)
