"""What the last judging of the archive changed of one topic."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.site import site
from webui.topics.found import found_topic

_SHOWN = 100  # articles that gained the topic, and as many that lost it

blueprint = Blueprint("changes", __name__, url_prefix="/topics")


@blueprint.get("/<slug>/changes")
@needs(Role.READER)
def show(slug: str) -> ResponseReturnValue:
    topic = found_topic(slug)
    run = site().store.topic_changes.last_run(slug, _SHOWN)
    return render_template("topics/changes.html", topic=topic, run=run)
