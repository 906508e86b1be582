"""How much is reported of each topic and name, against what is normal."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.api.blueprint import blueprint
from webui.api.plain import plain
from webui.radar.pages import current
from webui.site import site


@blueprint.get("/radar")
@needs(Role.READER)
def show_radar() -> ResponseReturnValue:
    """Every topic and each name with a spike, hour by hour over seven days; the spikes with their stories."""
    return jsonify(zone=site().settings.radar.zone, radar=plain(current()))
