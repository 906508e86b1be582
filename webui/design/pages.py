"""The living page of the design system, for admins."""

from functools import cache
from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from monitor.model import Match, Role, Topic
from monitor.topics.intervals import Share
from webui.access import needs
from webui.charts.line import key
from webui.design import samples
from webui.design.tokens import colours, sizes
from webui.display import STYLES

_TOKENS = Path(__file__).parents[1] / "static" / "css" / "tokens.css"
_KEY = (
    ("chart-line", "reports"), ("chart-usual", "usual"), ("chart-band", "normal"), ("chart-spike", "spike"),
    ("chart-so-far", "so far"),
)  # fmt: skip

blueprint = Blueprint("design", __name__, url_prefix="/design")


@blueprint.get("")
@needs(Role.ADMIN)
def index() -> ResponseReturnValue:
    topics = [Topic(f"topic-{number}", f"Topic {number}", "", {}, (), ()) for number in range(1, STYLES + 1)]
    return render_template(
        "design/index.html",
        colours=colours(_sheet()),
        sizes=sizes(_sheet()),
        topics=topics,
        matches=[Match(topic.slug, 0.93, True) for topic in topics],
        marked=samples.marked([topic.slug for topic in topics]),
        form=samples.form(),
        charts=samples.charts(),
        key=key(_KEY),
        share=Share(0.88, 0.76, 0.95, 40),
    )


@cache
def _sheet() -> str:
    return _TOKENS.read_text(encoding="utf-8")
