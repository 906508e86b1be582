"""Whether a topic goes for fewer misses or fewer false alarms: what each would bring, and choosing one."""

from flask import Response, abort, jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict

from monitor.model import Role, Topic, Wish
from monitor.pipeline import weighing
from webui.access import needs
from webui.api.blueprint import blueprint, sent
from webui.api.plain import plain
from webui.site import site
from webui.topics.found import found_topic


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    wish: Wish


@blueprint.get("/topics/<slug>/wish")
@needs(Role.READER)
def show_wish(slug: str) -> ResponseReturnValue:
    """The topic's wish and, once it is measured, what every wish would bring."""
    return _state(found_topic(slug))


@blueprint.put("/topics/<slug>/wish")
@needs(Role.ADMIN)
def choose_wish(slug: str) -> ResponseReturnValue:
    """Have the topic go by that wish. A running desk judges its articles anew within a minute."""
    topic, wanted = found_topic(slug), sent(Wanted)
    if refusal := weighing.choose(site().store, topic, wanted.wish):
        abort(422, refusal)
    return _state(found_topic(slug))


def _state(topic: Topic) -> Response:
    weighed = site().store.wish_effects.all().get(topic.slug)
    return jsonify(topic=topic.slug, wish=topic.wish, measured=plain(weighed))
