"""An admin chooses what the desk would rather suffer from one topic: misses or false alarms."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role, Wish
from monitor.pipeline import weighing
from webui.access import needs
from webui.site import site
from webui.topics.found import found_topic

NAMES = {
    Wish.FEWER_MISSES: "Fewer misses",
    Wish.BALANCED: "Balanced",
    Wish.FEWER_ALARMS: "Fewer false alarms",
}

blueprint = Blueprint("wishes", __name__, url_prefix="/topics")


@blueprint.post("/<slug>/wish")
@needs(Role.ADMIN)
def choose(slug: str) -> ResponseReturnValue:
    topic, wish = found_topic(slug), request.form.get("wish", "")
    if wish not in set(Wish):
        abort(400)
    refusal = weighing.choose(site().store, topic, Wish(wish))
    flash(refusal or f"Kept: {NAMES[Wish(wish)].lower()}. The archive is judged anew within minutes.")
    return redirect(url_for("quality.show", slug=slug), 303)
