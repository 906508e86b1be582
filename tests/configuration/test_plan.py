"""What applying a file would change."""

from dataclasses import replace

from hypothesis import given, settings

from monitor.configuration.feed_address import same_feed_key
from monitor.configuration.plan import Change, Plan, as_text, plan
from monitor.model import Feed, Rights
from tests.configuration.strategies import distinct_feeds, feeds_spelled_apart

GAZETTE = Feed("https://gazette.example/feed", "Harbour Gazette", language="en")
NORTH = Feed("https://north.example/rss", "North Wire")
PAPER = Feed("https://paper.example/rss", "Old Paper")


@settings(deadline=None)
@given(feeds_spelled_apart)
def test_a_file_that_says_what_the_database_says_changes_nothing(feeds: list[Feed]):
    assert plan(feeds, feeds) == plan(feeds, feeds, prune=True) == Plan()
    assert plan(feeds, list(reversed(feeds))).is_empty


@settings(deadline=None)
@given(distinct_feeds, distinct_feeds)
def test_what_has_been_applied_needs_no_second_time(wanted: list[Feed], present: list[Feed]):
    for prune in (False, True):
        after = applied(plan(wanted, present, prune), present)
        assert plan(wanted, after, prune).is_empty
        assert set(wanted) <= set(after)


@settings(deadline=None)
@given(distinct_feeds, distinct_feeds)
def test_no_feed_is_lost_and_none_doubled(wanted: list[Feed], present: list[Feed]):
    after = applied(plan(wanted, present, prune=True), present)
    keys = [same_feed_key(feed.url) for feed in after]
    assert len(keys) == len(set(keys))
    assert set(keys) == {same_feed_key(feed.url) for feed in wanted + present}


def test_a_corrected_spelling_of_an_address_keeps_the_feed():
    corrected = replace(GAZETTE, url="http://gazette.example/feed/")
    assert plan([corrected], [GAZETTE]) == Plan(changed=(Change(GAZETTE, corrected),))


def test_the_exact_address_wins_over_another_spelling():
    other = replace(GAZETTE, url="http://gazette.example/feed/", name="Copy")
    assert plan([GAZETTE], [other, GAZETTE]) == Plan(removed=(other,))


def test_one_present_feed_is_not_given_to_two_wanted_ones():
    other = replace(GAZETTE, url="http://gazette.example/feed/", name="Copy")
    assert plan([GAZETTE, other], [GAZETTE]) == Plan(added=(other,))


def test_a_feed_that_the_file_does_not_name_is_left_alone_and_paused_only_when_asked_to():
    assert plan([GAZETTE], [GAZETTE, PAPER]) == Plan(removed=(PAPER,))
    paused = replace(PAPER, paused=True)
    assert plan([GAZETTE], [GAZETTE, PAPER], prune=True).changed == (Change(PAPER, paused),)
    assert plan([GAZETTE], [GAZETTE, paused], prune=True).is_empty


def test_the_text_shows_each_change_and_the_counts():
    present = [GAZETTE, PAPER]
    wanted = [
        replace(GAZETTE, language="", kind="general", rights=Rights.FULL, full_text=True, paused=True),
        NORTH,
    ]
    assert as_text(plan(wanted, present)).splitlines() == [
        "+ North Wire  https://north.example/rss",
        "~ Harbour Gazette  https://gazette.example/feed",
        "    language: en -> nothing",
        "    kind: nothing -> general",
        "    rights: extract -> full",
        "    full_text: no -> yes",
        "    paused: no -> yes",
        "- Old Paper  https://paper.example/rss  only in the database",
        "1 to add, 1 to change, 1 only in the database",
    ]


def applied(change: Plan, present: list[Feed]) -> list[Feed]:
    """What the database holds after the plan."""
    after = {each.before.url: each.after for each in change.changed}
    return [after.get(feed.url, feed) for feed in present] + list(change.added)
