"""What each topic takes in, with examples."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.site import now, site

blueprint = Blueprint("topics", __name__, url_prefix="/topics")


@blueprint.get("")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    store = site().store
    return render_template(
        "topics/index.html",
        topics=store.topics.all(),
        proposal=store.proposals.latest(),
        last_week=store.desk.counts_by_topic(now() - timedelta(days=7)),
    )
