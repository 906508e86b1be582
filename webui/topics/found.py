"""The topic that an address names."""

from flask import abort

from monitor.model import Topic
from webui.site import site


def found_topic(slug: str) -> Topic:
    """The topic with that slug; 404 where the desk has none."""
    found = next((topic for topic in site().store.topics.all() if topic.slug == slug), None)
    if found is None:
        abort(404)
    return found
