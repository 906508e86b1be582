"""People at work on the archive: what they looked at, what they decided, and what they search for."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from monitor.model import Act, Do, Role, User
from monitor.pipeline.invitations import hash_of
from monitor.store import Store
from monitor.store.stories.importance_tables import story_importance
from monitor.store.stories.tables import stories, story_views

TOKEN = "of the one who measures"  # of an editor's sign-in

_PEOPLE = 8
_LOOKED = timedelta(days=14)  # back
_DONE = (Do.USE, Do.REFUSE, Do.REFUSE, Do.REFUSE, Do.WATCH, Do.TAKE, Do.SNOOZE, Do.TAG, Do.DIGEST)
_ACTS = 1_000
_SEARCHES = ("licen* AND export*", "drones", "kickback* OR bribe*")
_TERMS = ("standing of the outlets", "outlets", "speed", "topic")


def furnish(store: Store, now: datetime) -> None:
    """Give the desk people, and have them do as editors do for two weeks."""
    rng = random.Random(11)
    people = [
        store.users.add(f"Editor {number}", "", Role.EDITOR, "Europe/Kyiv", now - timedelta(days=30))
        for number in range(_PEOPLE)
    ]
    with store.database.reading() as connection:
        late = select(stories.c.id).where(stories.c.last_at > now - _LOOKED).order_by(stories.c.id)
        ids, recent = list(connection.scalars(select(stories.c.id))), list(connection.scalars(late))
    with store.database.writing() as connection:
        connection.execute(
            insert(story_views), [row for one in people for row in _views(rng, one, recent, now)]
        )
        connection.execute(insert(story_importance), [_importance(rng, story_id, now) for story_id in ids])
    for number in range(_ACTS):
        do = rng.choice(_DONE)
        text = {Do.REFUSE: "an old matter", Do.TAG: f"beat {number % 12}"}.get(do, "")
        at = now - _LOOKED + _LOOKED * number / _ACTS
        store.triage.act([rng.choice(recent)], Act(do, text), rng.choice(people).name, at)
    store.users.sign_in(hash_of(TOKEN), people[0].id, now, now + timedelta(days=1))
    store.desk_readers.visit(people[0].id, now - timedelta(minutes=10), now - timedelta(hours=9))
    for query in _SEARCHES:
        store.searches.add(people[0].id, query, query, "", False, now)


def _views(rng: random.Random, user: User, recent: list[int], now: datetime) -> Iterator[dict[str, Any]]:
    for story_id in rng.sample(recent, len(recent) // 2):
        yield {
            "user_id": user.id,
            "story_id": story_id,
            "seen_at": now - timedelta(hours=rng.randrange(1, 72)),
        }


def _importance(rng: random.Random, story_id: int, now: datetime) -> dict[str, Any]:
    score = round(rng.random(), 3)
    terms = [{"name": name, "says": "as invented", "value": score, "share": 0.25} for name in _TERMS]
    told = {"version": "1", "story_at": now, "topic_score": 0.0}
    return {"story_id": story_id, "score": score, "terms": terms, "source": None, **told}
