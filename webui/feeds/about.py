"""All that the page of one feed says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from monitor.feeds.health import Health, health_of
from monitor.model import Topic
from monitor.store.articles.desk import ALL, DeskFilter, DeskLine
from monitor.store.polling.arrivals import Brought
from monitor.store.polling.feed_rows import FeedRow
from webui.display import moment
from webui.feeds.rhythm import Hour, hours_of
from webui.feeds.settings import Setting, settings_of
from webui.feeds.why import reasons
from webui.hubs.sentence import hub_sentence
from webui.site import now, site, warnings, zone

_LATEST = 15  # articles shown
_MEASURED = 200  # articles whose delay counts
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Delay:
    """How long articles took from publication to here."""

    median: timedelta
    articles: int


@dataclass(frozen=True, slots=True)
class About:
    row: FeedRow
    health: Health
    reasons: list[str]  # why the next poll is when it is
    hub: str  # a sentence; empty: nobody pushes it
    hours: list[Hour]
    delay: Delay | None
    brought: Brought
    latest: tuple[DeskLine, ...]
    settings: Sequence[Setting]
    topics: list[Topic]


def about(row: FeedRow) -> About:
    store = site().store
    subscription = store.hubs.of_feed(row.id)
    return About(
        row=row,
        health=health_of(row.feed, row.polling, now(), warnings().outage),
        reasons=reasons(row.feed, row.polling, now()),
        hub=hub_sentence(subscription, moment) if subscription is not None else "",
        hours=hours_of(row.polling.habits.rhythm, zone(), now()),
        delay=_delay(store.arrivals.delays(row.id, _MEASURED)),
        brought=store.arrivals.brought(row.id, now() - _WEEK),
        latest=store.desk.page(DeskFilter(ALL, feed_id=row.id), _LATEST).lines,
        settings=settings_of(row.feed),
        topics=store.topics.all(),
    )


def _delay(delays: Sequence[timedelta]) -> Delay | None:
    if not delays:
        return None
    seconds = median(delay.total_seconds() for delay in delays)
    return Delay(timedelta(seconds=seconds), len(delays))
