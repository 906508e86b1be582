"""The page of numbers, each of its tables as CSV, and the articles behind a number."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.numbers.articles import Asked
from webui.numbers.period import CHOICES, Period
from webui.numbers.sections import SECTIONS
from webui.numbers.table import as_csv
from webui.site import now, site, zone

_ROWS = 50

blueprint = Blueprint("numbers", __name__, url_prefix="/numbers")


@blueprint.get("")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    period = Period.read(request.args, now(), zone())
    return render_template(
        "numbers/index.html",
        period=period,
        choices=CHOICES,
        sections=[make(period) for make in SECTIONS.values()],
        topics=site().store.topics.all(),
    )


@blueprint.get("/<slug>.csv")
@needs(Role.READER)
def table(slug: str) -> ResponseReturnValue:
    if slug not in SECTIONS:
        abort(404)
    period = Period.read(request.args, now(), zone())
    name = f"wiredesk-{slug}-{period.first}-to-{period.today}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(as_csv(SECTIONS[slug](period).table), mimetype="text/csv", headers=headers)


@blueprint.get("/articles")
@needs(Role.READER)
def articles() -> ResponseReturnValue:
    store = site().store
    topics, names = store.topics.all(), store.figures.feed_names()
    asked = Asked.read(request.args, frozenset(topic.slug for topic in topics), frozenset(names))
    wanted = asked.filter(zone())
    number, texts = store.desk.size(wanted)
    return render_template(
        "numbers/articles.html",
        asked=asked,
        outlet=names.get(asked.feed, "") if asked.feed else "",
        number=number,
        texts=texts,
        page=store.desk.page(wanted, _ROWS, asked.older),
        topics=topics,
    )
