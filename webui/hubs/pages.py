"""Where hubs call us (WebSub): whether we meant what they were asked for, and with news. Machines only."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from monitor.feeds import websub
from monitor.model import HubCall
from monitor.pipeline import pushing
from webui.access import public
from webui.site import now, site

blueprint = Blueprint("hubs", __name__)

_TEXT = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
_LATER = "60"  # seconds


@blueprint.get("/websub/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    """Answer a hub that asks whether we meant it with its own challenge (section 5.3), as text that runs nowhere."""
    said = request.args
    call = HubCall(
        mode=said.get("hub.mode", ""),
        topic=said.get("hub.topic", ""),
        challenge=said.get("hub.challenge", ""),
        lease_seconds=said.get("hub.lease_seconds", ""),
        reason=said.get("hub.reason", ""),
    )
    if not pushing.answer(site().store, token, call, now()):
        abort(404)
    return call.challenge, _TEXT


@blueprint.post("/websub/<token>")
@public
def deliver(token: str) -> ResponseReturnValue:
    """Take a push in, to be read at once by the runner. The signature is the proof; there is no session.

    One that is signed wrongly is acknowledged and ignored, so that nobody can try secrets out (section 7.1).
    """
    store = site().store
    subscription = store.hubs.by_token(token)
    if subscription is None or not websub.takes_pushes(subscription):
        abort(410)  # what tells a hub to stop (section 7)
    request.max_content_length = site().settings.polling.max_bytes
    body = request.get_data(cache=False)
    if websub.is_signed(request.headers.get("X-Hub-Signature", ""), body, subscription.secret):
        kind = request.headers.get("Content-Type", "")
        if not store.hubs.receive(subscription.id, kind, body, now()):
            return "Too much waits to be read.\n", 503, {**_TEXT, "Retry-After": _LATER}
    return "", 202, _TEXT
