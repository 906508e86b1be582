"""What the classifier would learn from people's decisions, for an admin to take."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.site import now, reader, site

blueprint = Blueprint("learning", __name__, url_prefix="/topics/proposals")


@blueprint.post("/<id:number>/take")
@needs(Role.ADMIN)
def take(number: int) -> ResponseReturnValue:
    if site().store.proposals.take(number, reader().name, now()):
        flash("Taken: the classifier learns it now, and judges the archive anew.")
    else:
        flash("Not taken: it is no longer the latest, or the quality would fall.")
    return redirect(url_for("topics.index"), 303)
