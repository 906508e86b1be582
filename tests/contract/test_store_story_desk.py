"""Which stories the desk lists, counts and calls new, on both databases."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import insert

from monitor.model import Act, DeskState, Do, Standing
from monitor.store import Store
from monitor.store.articles.desk import ALL, Cursor
from monitor.store.desk.readers import PRESENT, DeskReader
from monitor.store.desk.rows import TopicScore
from monitor.store.desk.stories import ANY_STATE, ASLEEP, Arrivals, DeskWanted
from monitor.store.stories.importance_tables import story_importance
from monitor.store.stories.stories import StoryFilter
from tests.samples import NOW
from tests.told import brought, put, told

LATER = NOW + timedelta(minutes=5)
INA = 7  # a reader


@pytest.fixture
def three(store: Store) -> list[int]:
    """Stories of one report each, the latest first."""
    found = [
        brought(store, [told(number, title, "Boats.", hours=number)], number)[0]
        for number, title in enumerate(("Yard wins order", "Audit of shells", "Radar late"), start=1)
    ]
    put(store, {article: str(article) for article in found})
    places = store.stories.of_articles(found)
    return [places[article] for article in found]


def listed(store: Store, wanted: DeskWanted = DeskWanted(), now=LATER) -> list[int]:  # noqa: B008  frozen
    return [line.story.id for line in store.story_desk.page(wanted, 10, INA, now).lines]


def grow(store: Store, story: int, number: int, *, copy: bool = False) -> None:
    """One more report comes to a story, with a text of its own or with one that is there."""
    carried = store.stories.timeline(story)[0].text_id
    (article,) = brought(store, [told(number, "Something more", "More.")], number)
    put(store, {article: f"s{story}"}, texts={article: f"t{carried}"} if copy else None, now=LATER)


def of_state(state: str, **more: object) -> DeskWanted:
    return DeskWanted(StoryFilter(ALL), state, **more)


def test_a_line_tells_topics_standing_and_what_is_new(store: Store, three: list[int]) -> None:
    store.triage.act(three[:1], Act(Do.WATCH), "Ina", NOW)
    line = store.story_desk.page(DeskWanted(), 10, INA, NOW).lines[0]
    assert (line.story.headline, line.new) == ("Yard wins order", 1)
    assert [one.topic for one in line.topics] == ["export-bans"]
    assert isinstance(line.topics[0], TopicScore)
    assert (line.standing, line.asleep, line.importance) == (Standing(DeskState.WATCHING), False, None)


def test_stories_are_listed_by_state_owner_tag_and_mark(store: Store, three: list[int]) -> None:
    a, b, c = three
    for story, act in (
        (a, Act(Do.TAKE)),
        (b, Act(Do.REFUSE, "old")),
        (c, Act(Do.TAG, "radar")),
        (c, Act(Do.DIGEST)),
    ):
        store.triage.act([story], act, "Ina", NOW)
    assert listed(store) == [a, c]
    assert listed(store, of_state(DeskState.NOT_US)) == [b]
    assert listed(store, of_state(DeskState.NEW)) == [c]
    assert listed(store, of_state(ANY_STATE)) == three
    assert listed(store, of_state(ANY_STATE, owner="Ina")) == [a]
    assert listed(store, of_state(ANY_STATE, tag="radar")) == [c]
    assert listed(store, of_state(ANY_STATE, to_digest=True)) == [c]
    assert listed(store, of_state(ANY_STATE, importance=0.1)) == []
    assert store.story_desk.tags() == ["radar"]


def test_a_snoozed_story_sleeps_until_its_time(store: Store, three: list[int]) -> None:
    store.triage.act(three[:1], Act(Do.SNOOZE, until=LATER), "Ina", NOW)
    assert listed(store, now=NOW) == three[1:]
    assert listed(store, of_state(ASLEEP), NOW) == three[:1]
    assert listed(store) == three


def test_something_new_wakes_a_snoozed_story_and_one_more_copy_does_not(
    store: Store, three: list[int]
) -> None:
    store.triage.act(three[:1], Act(Do.SNOOZE), "Ina", NOW)
    grow(store, three[0], 7, copy=True)
    assert listed(store) == three[1:]
    grow(store, three[0], 8)
    assert listed(store, of_state(ASLEEP)) == []
    assert three[0] in listed(store)
    line = next(one for one in store.story_desk.lines(three, INA, LATER) if one.story.id == three[0])
    assert not line.asleep


def test_what_is_unread_is_listed_and_counted_until_one_looks(store: Store, three: list[int]) -> None:
    store.triage.act(three[:1], Act(Do.TAKE), "Ina", NOW)
    store.triage.act(three[1:], Act(Do.WATCH), "Ole", NOW)
    since = NOW - timedelta(days=3)
    before = store.story_desk.unread(INA, "Ina", since, LATER)
    assert (before.by_topic, before.mine, before.watching) == ({"export-bans": 3}, 1, 2)
    store.story_desk.look(INA, three[:2], NOW)
    after = store.story_desk.unread(INA, "Ina", since, LATER)
    assert (after.by_topic, after.mine, after.watching) == ({"export-bans": 1}, 0, 1)
    assert listed(store, of_state("", unread=True)) == three[2:]
    store.story_desk.look(INA, three[:1], NOW - timedelta(hours=1))  # a page made earlier takes nothing back
    assert listed(store, of_state("", unread=True)) == three[2:]
    store.story_desk.unlook(INA, three[:1])
    assert listed(store, of_state("", unread=True)) == [three[0], three[2]]


def test_arrivals_tell_new_stories_from_those_that_moved(store: Store, three: list[int]) -> None:
    before = NOW - timedelta(seconds=1)
    assert store.story_desk.arrivals(DeskWanted(), before, INA, LATER) == Arrivals(3, 0)
    assert store.story_desk.arrivals(DeskWanted(), NOW, INA, LATER) == Arrivals(0, 0)
    grow(store, three[0], 8)
    assert store.story_desk.arrivals(DeskWanted(), NOW, INA, LATER) == Arrivals(0, 1)
    assert store.story_desk.arrivals(of_state(DeskState.USED), NOW, INA, LATER) == Arrivals(0, 0)


def test_pages_lead_on_and_back(store: Store, three: list[int]) -> None:
    first = store.story_desk.page(DeskWanted(), 2, INA, LATER)
    assert ([line.story.id for line in first.lines], first.newer) == (three[:2], None)
    second = store.story_desk.page(DeskWanted(), 2, INA, LATER, older_than=first.older)
    assert ([line.story.id for line in second.lines], second.older) == (three[2:], None)
    back = store.story_desk.page(DeskWanted(), 2, INA, LATER, newer_than=second.newer)
    assert [line.story.id for line in back.lines] == three[:2]


def test_what_colleagues_decided_is_told_with_the_story_it_became(store: Store, three: list[int]) -> None:
    a, b, _ = three
    store.triage.act([b], Act(Do.TAKE), "Ole", LATER)
    store.triage.act([a], Act(Do.USE), "Ina", LATER)
    store.triage.act([a], Act(Do.WATCH), "Ole", NOW - timedelta(hours=1))
    store.story_edits.merge(a, b, "Ina", "one event", LATER)
    found = store.triage.since(NOW, "Ina", 10)
    assert [(entry.do, story.id) for entry, story in found] == [(Do.TAKE, a)]
    assert store.triage.owned() == {"Ole": 1}


def test_how_one_works_is_remembered(store: Store) -> None:
    readers = store.desk_readers
    assert readers.of(INA) == DeskReader()
    readers.set_density(INA, "comfortable")
    readers.set_keys(INA, {"next": "s"})
    readers.visit(INA, LATER, NOW)
    assert readers.of(INA) == DeskReader("comfortable", {"next": "s"}, NOW, LATER)


def test_somebody_is_at_one_story_at_a_time_and_not_for_ever(store: Store, three: Sequence[int]) -> None:
    readers = store.desk_readers
    readers.is_at(1, "Ole", three[0], NOW)
    readers.is_at(1, "Ole", three[1], NOW)
    readers.is_at(INA, "Ina", three[1], NOW)
    assert readers.at(three, INA, NOW) == {three[1]: ("Ole",)}
    assert readers.present(0, NOW) == {three[1]: ("Ina", "Ole")}
    assert readers.at(three, INA, NOW + PRESENT) == {}


def weigh(store: Store, story: int, score: float) -> None:
    about = {"terms": [], "source": None, "version": "1", "story_at": NOW, "topic_score": 0.9}
    with store.database.writing() as connection:
        connection.execute(insert(story_importance).values(story_id=story, score=score, **about))


def test_by_importance_the_weighed_stand_first_and_pages_lead_there_and_back(
    store: Store, three: list[int]
) -> None:
    found = [brought(store, [told(n, f"Yard {n}", "Boats.", hours=n)], n)[0] for n in range(4, 9)]
    put(store, {article: str(article) for article in found})
    late = [store.stories.of_articles([article])[article] for article in found]
    for story, score in zip((*three[:2], *late[:3]), (0.2, 0.8, 0.5, 0.5, 1 / 3), strict=True):
        weigh(store, story, score)
    wanted, seen, cursor = DeskWanted(StoryFilter(ALL), ANY_STATE, by_importance=True), [], None
    equal = sorted(late[:2], reverse=True)
    unweighed = sorted([three[2], *late[3:]], reverse=True)
    everything = [three[1], *equal, late[2], three[0], *unweighed]
    back = []
    while True:
        page = store.story_desk.page(wanted, 3, INA, LATER, older_than=cursor)
        seen += [line.story.id for line in page.lines]
        cursor = Cursor.read(str(page.older))
        if cursor is None:
            break
        back.append(page)
    assert seen == everything
    newer = store.story_desk.page(wanted, 3, INA, LATER, newer_than=page.newer)
    assert newer.lines == back[-1].lines
    newer = store.story_desk.page(wanted, 3, INA, LATER, newer_than=newer.newer)
    assert newer.lines == back[-2].lines
    assert newer.newer is None


def test_an_order_by_importance_keeps_to_what_is_asked_for(store: Store, three: list[int]) -> None:
    for story, score in zip(three, (0.1, 0.3, 0.9), strict=True):
        weigh(store, story, score)
    store.triage.act(three[2:], Act(Do.REFUSE, "old"), "Ina", NOW)
    assert listed(store, DeskWanted(by_importance=True)) == [three[1], three[0]]
    assert listed(store, DeskWanted(StoryFilter(ALL, words="order"), by_importance=True)) == [three[0]]
