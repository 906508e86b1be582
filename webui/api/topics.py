"""Topics as the API reads and stores them: in the shape of a topic file."""

import asyncio
from typing import Any

from flask import Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from monitor.configuration.problems import ConfigurationError
from monitor.model import Role, Topic
from monitor.pipeline.candidates import candidate
from monitor.pipeline.saving_topics import save_topic
from monitor.shipped import CONCEPTS
from monitor.topics.files.reading import load_concepts, topic_from
from monitor.topics.files.writing import written
from webui.access import needs
from webui.api.blueprint import blueprint
from webui.api.plain import plain
from webui.site import site


@blueprint.get("/topics")
@needs(Role.READER)
def list_topics() -> ResponseReturnValue:
    return jsonify(topics=[{"slug": one.slug, "name": one.name} for one in site().store.topics.all()])


@blueprint.get("/topics/<slug>")
@needs(Role.READER)
def show_topic(slug: str) -> ResponseReturnValue:
    """The topic as a topic file holds it."""
    topic = _held(slug)
    if topic is None:
        abort(404)
    return jsonify(written(topic, load_concepts(CONCEPTS)))


@blueprint.post("/topics")
@needs(Role.ADMIN)
def add_topic() -> ResponseReturnValue:
    """Store a new topic, which takes as long as learning it; the answer says how it does on its own examples."""
    topic = sent_topic(request.get_json(silent=True))
    if _held(topic.slug) is not None:
        return jsonify(error=f"slug: there is a topic {topic.slug!r} already: choose another"), 409
    return _saved(topic), 201


@blueprint.put("/topics/<slug>")
@needs(Role.ADMIN)
def change_topic(slug: str) -> ResponseReturnValue:
    """Store an edited topic in place of the one that the desk has."""
    if _held(slug) is None:
        abort(404)
    return _saved(sent_topic(request.get_json(silent=True), slug))


def sent_topic(data: Any, slug: str | None = None) -> Topic:  # noqa: ANN401  whatever was sent
    """The topic in some data; its slug may be left out where it is known. 422 with all that is wrong with it."""
    if not isinstance(data, dict):
        abort(
            422, "The body must be a JSON object in the shape of a topic file: send it as application/json."
        )
    try:
        topic = topic_from({"slug": slug, **data} if slug else data, CONCEPTS)
    except ConfigurationError as error:
        abort(422, str(error))
    if slug not in (None, topic.slug):
        abort(422, f"slug: the topic's is {topic.slug!r}: write {slug!r}, or leave it out")
    return topic


def _saved(topic: Topic) -> Response:
    models = site().models
    if models is None:
        abort(422, "This desk keeps no trained models, so that no topic can be tried on it.")
    trial = asyncio.run(save_topic(site().store, candidate(site().store, topic, models)))
    if trial.problems:
        abort(422, "\n".join(map(str, trial.problems)))
    return jsonify(slug=topic.slug, examples=trial.examples, unseen=plain(trial.unseen))


def _held(slug: str) -> Topic | None:
    return next((one for one in site().store.topics.all() if one.slug == slug), None)
