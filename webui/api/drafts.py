"""Drafts of topics, made, looked at, forgotten: they judge what comes in beside the live topics, unseen by readers."""

from typing import Any

from flask import abort, jsonify, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict

from monitor.model import Role
from monitor.shipped import CONCEPTS
from monitor.store.topics.drafts import Draft
from monitor.topics.files.reading import load_concepts
from monitor.topics.files.writing import written
from webui.access import needs
from webui.api.blueprint import blueprint, sent
from webui.api.plain import plain
from webui.api.topics import sent_topic
from webui.site import now, site

_SHOWN = 100  # articles that the draft alone would give the topic, and as many that it would not


class Drafted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    topic: dict[str, Any]  # in the shape of a topic file


@blueprint.get("/drafts")
@needs(Role.ADMIN)
def list_drafts() -> ResponseReturnValue:
    """Every draft beside its topic: of the articles that both have judged, how many carry it."""
    return jsonify(drafts=plain(site().store.drafts.compare()))


@blueprint.put("/topics/<slug>/draft")
@needs(Role.ADMIN)
def put_draft(slug: str) -> ResponseReturnValue:
    """Have a draft judge all that comes in from now on; one of the same topic that is there is replaced."""
    site().store.drafts.put(sent_topic(sent(Drafted).topic, slug), now())
    return _state(_draft(slug)), 201, {"Location": url_for("api.show_draft", slug=slug)}


@blueprint.get("/topics/<slug>/draft")
@needs(Role.ADMIN)
def show_draft(slug: str) -> ResponseReturnValue:
    """The draft as a topic file holds it, how it compares, and which articles would gain or lose the topic."""
    return _state(_draft(slug))


@blueprint.delete("/topics/<slug>/draft")
@needs(Role.ADMIN)
def drop_draft(slug: str) -> ResponseReturnValue:
    """Forget the draft and what it has judged."""
    if not site().store.drafts.drop(slug):
        abort(404)
    return "", 204


def _draft(slug: str) -> Draft:
    found = next((draft for draft in site().store.drafts.all() if draft.topic.slug == slug), None)
    if found is None:
        abort(404)
    return found


def _state(draft: Draft) -> dict[str, object]:
    drafts = site().store.drafts
    return {
        "topic": written(draft.topic, load_concepts(CONCEPTS)),
        "compared": plain(drafts.comparison(draft)),
        "would_change": plain(drafts.differences(draft, _SHOWN)),
    }
