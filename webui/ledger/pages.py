"""The page of the ledger."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from monitor.feeds.health import Health, health_of
from monitor.model import Role
from monitor.store.polling.feed_rows import FeedRow
from monitor.store.polling.ledger import KEPT, PollRow
from webui.access import needs
from webui.ledger.chart import DAYS, GAP, HEIGHT, STEP, Chart, chart
from webui.ledger.timeline import reading_of_page, timeline
from webui.site import now, reader, site, warnings

_POLLS = 50  # rows

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@dataclass(frozen=True, slots=True)
class FeedPart:
    """What the page says of one feed."""

    row: FeedRow
    health: Health
    polls: list[PollRow]
    chart: Chart


@blueprint.get("")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    text = request.args.get("q", "").strip()
    known = site().store.ledger.of(text)
    trace = site().store.ledger.article(known.articles[0].article_id) if len(known.articles) == 1 else None
    topics = site().store.topics.all()
    sees_mails = reader().role.may(Role.ADMIN)
    return render_template(
        "ledger/index.html",
        text=text,
        known=known,
        feeds=[_feed_part(row) for row in known.feeds],
        neighbours=[_feed_part(row) for row in known.neighbours],
        trace=trace,
        moments=timeline(trace, topics, with_mails=sees_mails) if trace else [],
        page_words=reading_of_page(trace.page, is_wanted=trace.reads_pages) if trace else "",
        sees_mails=sees_mails,
        topics=topics,
        kept=KEPT.days,
        drawing={"step": STEP, "gap": GAP, "height": HEIGHT, "days": DAYS},
    )


def _feed_part(row: FeedRow) -> FeedPart:
    ledger = site().store.ledger
    items = ledger.new_by_day(row.id, now() - timedelta(days=DAYS))
    health = health_of(row.feed, row.polling, now(), warnings().outage)
    return FeedPart(row, health, ledger.polls(row.id, _POLLS), chart(items, now().date()))
