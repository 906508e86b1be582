"""For machines that watch whether the desk is up."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webui.access import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
