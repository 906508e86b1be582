"""The page that the User-Agent of every request links to: for publishers who wonder who is asking."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from monitor.feeds.budget import HOST_GAP
from monitor.feeds.hints import LONGEST, SHORTEST
from monitor.feeds.moves import GONE_AFTER, MISSING_AFTER, MOVED_AFTER
from monitor.feeds.request import ROBOT_PAGE, user_agent
from webui.access import public
from webui.site import site

blueprint = Blueprint("robot", __name__)


@blueprint.get(ROBOT_PAGE)
@public
def show() -> ResponseReturnValue:
    settings = site().settings
    return render_template(
        "robot.html",
        user_agent=user_agent(settings),
        polling=settings.polling,
        gap_seconds=int(HOST_GAP.total_seconds()),
        shortest_minutes=int(SHORTEST.total_seconds() // 60),
        longest_hours=int(LONGEST.total_seconds() // 3600),
        moved_days=MOVED_AFTER.days,
        gone_days=GONE_AFTER.days,
        missing_days=MISSING_AFTER.days,
    )
