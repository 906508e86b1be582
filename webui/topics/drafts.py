"""The drafts of topics, each beside its live topic."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.shipped import CONCEPTS
from monitor.store.topics.drafts import Comparison, Differences, Draft
from monitor.topics.files.reading import load_concepts
from monitor.topics.files.writing import topic_text
from monitor.topics.query import as_searched
from monitor.topics.query.parse import read
from webui.access import needs
from webui.site import site

_SHOWN = 5  # articles that would gain the topic, and as many that would lose it

blueprint = Blueprint("drafts", __name__, url_prefix="/topics/drafts")


@dataclass(frozen=True, slots=True)
class Drafted:
    draft: Draft
    compared: Comparison
    differences: Differences
    is_new: bool  # there is no live topic of that name

    @property
    def search(self) -> str:
        """What to search for to find what the draft's query finds."""
        return as_searched(read(self.draft.topic.query))


@blueprint.get("")
@needs(Role.ADMIN)
def index() -> ResponseReturnValue:
    drafts = site().store.drafts
    live = {topic.slug for topic in site().store.topics.all()}
    found = [
        Drafted(
            one, drafts.comparison(one), drafts.differences(one, _SHOWN), is_new=one.topic.slug not in live
        )
        for one in drafts.all()
    ]
    return render_template("topics/drafts.html", drafts=found)


@blueprint.get("/<slug>.toml")
@needs(Role.ADMIN)
def file(slug: str) -> ResponseReturnValue:
    """The draft as a topic file."""
    found = next((one.topic for one in site().store.drafts.all() if one.topic.slug == slug), None)
    if found is None:
        abort(404)
    return Response(topic_text(found, load_concepts(CONCEPTS)), mimetype="application/toml")


@blueprint.post("/<slug>/drop")
@needs(Role.ADMIN)
def drop(slug: str) -> ResponseReturnValue:
    """Forget a draft and what it has judged."""
    if not site().store.drafts.drop(slug):
        abort(404)
    flash(f"The draft of {slug} is forgotten.")
    return redirect(url_for("drafts.index"), 303)
