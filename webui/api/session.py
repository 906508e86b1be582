"""Who is asking, and the token that requests which change something carry."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from monitor.model import Role
from webui.access import needs
from webui.api.blueprint import blueprint
from webui.site import reader


@blueprint.get("/session")
@needs(Role.READER)
def session() -> ResponseReturnValue:
    return jsonify(name=reader().name, role=reader().role, csrf_token=generate_csrf())
