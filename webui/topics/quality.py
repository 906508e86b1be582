"""How good one topic's matches are known to be."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.topics.measuring.known_quality import known_quality
from webui.access import needs
from webui.site import now, site
from webui.topics.found import found_topic
from webui.topics.wishes import NAMES

_LOOKED_BACK = timedelta(weeks=12)

blueprint = Blueprint("quality", __name__, url_prefix="/topics")


@blueprint.get("/<slug>/quality")
@needs(Role.READER)
def show(slug: str) -> ResponseReturnValue:
    store, since = site().store, now() - _LOOKED_BACK
    topic = found_topic(slug)
    verdicts = [verdict for verdict in store.verdicts.all(slug) if verdict.at >= since]
    sampled = store.samples.weeks(slug, since.date())
    return render_template(
        "topics/quality.html",
        topic=topic,
        known=known_quality(verdicts, sampled),
        sampled={week.monday: week for week in sampled},
        unread=store.samples.unread().get(slug, 0),
        weeks=_LOOKED_BACK.days // 7,
        weighed=store.wish_effects.all().get(slug),
        names=NAMES,
    )
