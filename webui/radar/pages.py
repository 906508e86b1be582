"""The page of the radar."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.pipeline.radar import Followed, Radar
from webui.access import needs
from webui.radar.chart import Chart, chart
from webui.site import now, site, zone

blueprint = Blueprint("radar", __name__, url_prefix="/radar")


@dataclass(frozen=True, slots=True)
class Panel:
    """What the page shows of one topic or name."""

    of: Followed
    chart: Chart


@blueprint.get("")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    radar = current()
    return render_template(
        "radar/index.html",
        radar=radar,
        topics=site().store.topics.all(),
        topic_panels=[Panel(one, chart(one.name, one.course, zone())) for one in radar.topics],
        name_panels=[Panel(one, chart(one.name, one.course, zone())) for one in radar.names],
    )


def current() -> Radar:
    """The radar of this moment."""
    return site().radar.look(site().store, site().settings.radar.zone, now())
