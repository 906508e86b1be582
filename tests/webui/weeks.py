"""Ten weeks of a desk: three topics in the rhythm of a newsroom's week, and an event of yesterday that many tell of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import delete, insert

from monitor.model import Article
from monitor.pipeline.weighing_stories import Scales, weigh_batch
from monitor.settings import ImportanceSettings
from monitor.store import Store
from monitor.store.names.tables import mentions
from monitor.store.tables import articles, matches
from monitor.stories.outlets import Outlet, Outlets
from tests.samples import article
from tests.told_stories import Copy, tell
from tests.webui.newsroom import FEEDS, NOW, TOPICS

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
DAILY = {"export-bans": 8.0, "coproduction": 5.0, "procurement-scandals": 12.0}
EVENT_AT = NOW.replace(minute=0) - 16 * HOUR  # yesterday, 14:00 UTC
EVENT = "Vestmark revokes every export licence for the Heron sight"
NAME = "gepard"  # a key of the gazetteer
SCALES = Scales(
    Outlets([Outlet("Norrland Press", (), 1, agency=True), Outlet("Calibre & Keel", (), 2)]),
    ImportanceSettings(),
)


@dataclass(frozen=True, slots=True)
class Weeks:
    event: int  # the story that made the spike
    follow_up: int  # another, with fewer reports


def fill_weeks(store: Store, weeks: int = 10) -> Weeks:
    """Put them into the store of a newsroom, in place of its articles, which would be a spike of their own."""
    with store.database.writing() as connection:
        connection.execute(delete(articles))
    feeds = {row.feed.name: row.id for row in store.feeds.all()}
    ids = [feeds[feed.name] for feed in FEEDS[:7]]
    for topic, daily in DAILY.items():
        moments = enumerate(_usual(daily, weeks, topic))
        _put(
            store, [_article(f"{topic}-{place}", at, f"News of {topic}") for place, at in moments], ids, topic
        )
    event = [
        _article(f"event-{number}", EVENT_AT + number * timedelta(minutes=17), EVENT) for number in range(16)
    ]
    held = _put(store, event, ids, "export-bans")
    place = {"field": "title", "start": 0, "end": 8, "name": NAME}
    with store.database.writing() as connection:
        for row, one in zip(held, event, strict=True):
            connection.execute(
                insert(mentions).values(place | {"article_id": row, "dated_at": one.published})
            )
    copies = {held[2]: Copy(held[0], FEEDS[0].name), held[3]: Copy(None, "Federal Register")}
    made = Weeks(tell(store, held[:12], NOW, copies), tell(store, held[12:], NOW))
    weigh_batch(store, SCALES)
    return made


def _article(key: str, at: datetime, title: str) -> Article:
    return article(0, key=key, entry_id=key, title=title, url=f"https://outlet.example/{key}", published=at)


def _usual(daily: float, weeks: int, topic: str) -> Iterator[datetime]:
    rng = np.random.default_rng(len(topic))
    begin = NOW.replace(minute=0) - weeks * WEEK
    for number in range(weeks * 168):
        at = begin + number * HOUR
        shape = (0.3 + np.exp(-(((at.hour - 10) / 5) ** 2))) * (0.4 if at.weekday() >= 5 else 1.0)
        for _ in range(rng.poisson(daily / 24 * shape / 0.62)):
            yield at + timedelta(minutes=int(rng.integers(60)))


def _put(store: Store, made: Sequence[Article], feeds: Sequence[int], topic: str) -> list[int]:
    """Store these as if each had come the moment it was published; returns their ids."""
    assert topic in {one.slug for one in TOPICS}
    ids = []
    with store.database.writing() as connection:
        for place, one in enumerate(made):
            row = {
                name: getattr(one, name) for name in ("key", "url", "title", "summary", "content", "author")
            }
            row |= {"language": "en", "published": one.published, "dated_at": one.published}
            row |= {"first_seen": one.published, "content_hash": one.content_hash, "classified_by": "v1"}
            row["feed_id"] = feeds[place % len(feeds)]
            ids.append(connection.execute(insert(articles).values(row).returning(articles.c.id)).scalar_one())
            match = {"article_id": ids[-1], "topic": topic, "score": 0.9, "version": "v1", "evidence": []}
            connection.execute(insert(matches).values(match | {"dated_at": one.published}))
    return ids
