"""The pages of the outbox."""

from flask import Blueprint, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from monitor.model import DeliveryState, Role
from monitor.store.digests.deliveries import DeliveryRow
from webui.access import needs
from webui.outbox import message
from webui.security import POLICY
from webui.site import site

SHOWN = 200  # messages

# A mail brings its own inline styles and may run, load or submit nothing.
_LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
)

blueprint = Blueprint("outbox", __name__, url_prefix="/outbox")


@blueprint.get("")
@needs(Role.ADMIN)
def index() -> ResponseReturnValue:
    deliveries = site().store.deliveries
    return render_template(
        "outbox/index.html",
        rows=deliveries.latest(SHOWN),
        counts=deliveries.counts(),
        states=list(DeliveryState),
        mails=bool(site().settings.mail.host),
        shown=SHOWN,
    )


@blueprint.get("/<id:delivery_id>")
@needs(Role.ADMIN)
def show(delivery_id: int) -> ResponseReturnValue:
    row = _found(delivery_id)
    letter = message.read(row.delivery.message)
    response = make_response(render_template("outbox/show.html", row=row, letter=letter))
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@blueprint.get("/<id:delivery_id>/html")
@needs(Role.ADMIN)
def html(delivery_id: int) -> ResponseReturnValue:
    """The HTML part by itself, for the frame that shows it."""
    letter = message.read(_found(delivery_id).delivery.message)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _LETTER_POLICY}
    return letter.html, headers


@blueprint.get("/<id:delivery_id>/message.eml")
@needs(Role.ADMIN)
def eml(delivery_id: int) -> ResponseReturnValue:
    """The message as it is sent, for a mail program to open."""
    disposition = f'attachment; filename="wiredesk-{delivery_id}.eml"'
    headers = {"Content-Type": "message/rfc822", "Content-Disposition": disposition}
    return _found(delivery_id).delivery.message, headers


def _found(delivery_id: int) -> DeliveryRow:
    row = site().store.deliveries.get(delivery_id)
    if row is None:
        abort(404)
    return row
