"""Stories are weighed when they, their topics, the standing of outlets or the weights have changed, and only then."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from monitor.model import Classified, PollOutcome
from monitor.pipeline.weighing_stories import Scales, weigh_stories
from monitor.settings import ImportanceSettings
from monitor.store import Store
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import stories
from monitor.store.tables import matches
from monitor.stories.importance import Source
from monitor.stories.outlets import Outlet, Outlets
from tests.samples import NOW, article, feed, match
from tests.told_stories import Copy, tell

HOUR = timedelta(hours=1)
ONE = Outlet("Outlet One", ("outlet1.example",), 1, first_hand=True)
WIRE = Outlet("Wire", (), 1, agency=True)
SCALES = Scales(Outlets([ONE, WIRE]), ImportanceSettings())


@pytest.fixture
def ids(store: Store) -> list[int]:
    """Four articles of two outlets, an hour apart; the earliest first."""
    store.feeds.add([feed(1), feed(2)], NOW)
    found = []
    for number in range(4):
        outlet = feed(1 + number % 2)
        made = article(
            number,
            url=f"https://x.outlet{1 + number % 2}.example/{number}",
            published=NOW - (9 - number) * HOUR,
        )
        lease = store.feeds.claim([outlet.url], NOW)[0]
        judged = Classified(made, (match(score=0.5 + number / 10),) if number < 3 else ())
        store.feeds.record(lease, PollOutcome(lease.polling, (judged,)))
        found += [hit.article_id for hit in store.ledger.of(made.entry_id).articles]
    return found


def term(store: Store, story_id: int, name: str):
    return next(one for one in store.importance.of([story_id])[story_id].terms if one.name == name)


def test_a_story_is_weighed_by_its_own_texts_and_its_surest_topic(store: Store, ids: list[int]) -> None:
    story = tell(store, ids, NOW, {ids[3]: Copy(None, "wire"), ids[2]: Copy(ids[0], "Outlet 1")})
    assert asyncio.run(weigh_stories(store, SCALES)) == 1
    found = store.importance.of([story, 999])
    assert set(found) == {story}
    assert found[story].source == Source("Outlet 1", 1, first_hand=True)
    assert term(store, story, "outlets").says == "3 independent outlets"
    assert term(store, story, "standing").says == "2 of tier 1, 1 not ranked"
    assert term(store, story, "topic").value == 0.7
    assert found[story].score == pytest.approx(sum(one.adds for one in found[story].terms))


def test_nothing_is_weighed_twice(store: Store, ids: list[int]) -> None:
    tell(store, ids, NOW)
    assert [asyncio.run(weigh_stories(store, SCALES)) for _ in range(3)] == [1, 0, 0]


def test_a_story_that_changed_is_weighed_anew_and_the_others_are_not(store: Store, ids: list[int]) -> None:
    one, _ = tell(store, ids[:2], NOW), tell(store, ids[2:], NOW)
    assert asyncio.run(weigh_stories(store, SCALES)) == 2
    with store.database.writing() as connection:
        story_rows.recount(connection, [one], NOW + HOUR)
    assert asyncio.run(weigh_stories(store, SCALES)) == 1


def test_a_topic_judged_anew_counts_at_once(store: Store, ids: list[int]) -> None:
    story = tell(store, ids[2:], NOW)
    asyncio.run(weigh_stories(store, SCALES))
    with store.database.writing() as connection:
        connection.execute(update(matches).where(matches.c.article_id == ids[2]).values(score=0.99))
    assert asyncio.run(weigh_stories(store, SCALES)) == 1
    assert term(store, story, "topic").value == 0.99
    with store.database.writing() as connection:
        connection.execute(delete(matches).where(matches.c.article_id == ids[2]))
    asyncio.run(weigh_stories(store, SCALES))
    assert term(store, story, "topic").value == 0


@pytest.mark.parametrize(
    "scales",
    [
        Scales(Outlets([WIRE]), SCALES.weights),
        Scales(SCALES.outlets, ImportanceSettings(outlets=0, spread=90)),
    ],
)
def test_other_standings_or_weights_weigh_every_story_anew(
    store: Store, ids: list[int], scales: Scales
) -> None:
    first, second = tell(store, ids[:2], NOW), tell(store, ids[2:], NOW)
    asyncio.run(weigh_stories(store, SCALES))
    before = store.importance.of([first, second])
    assert asyncio.run(weigh_stories(store, scales)) == 2
    after = store.importance.of([first, second])
    assert all(after[story].score != before[story].score for story in (first, second))
    assert asyncio.run(weigh_stories(store, scales)) == 0


def test_importance_goes_with_its_story(store: Store, ids: list[int]) -> None:
    story = tell(store, ids, NOW)
    (unweighed,) = store.importance.outdated(SCALES.version, 10)
    asyncio.run(weigh_stories(store, SCALES))
    kept = store.importance.of([story])[story]
    with store.database.writing() as connection:
        connection.execute(delete(stories))
    assert store.importance.of([story]) == {}
    store.importance.put([(unweighed, kept)], SCALES.version)  # gone while it was weighed
    assert store.importance.of([story]) == {}
