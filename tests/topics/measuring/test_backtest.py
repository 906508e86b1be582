"""What a back-test reports, from what the desk has and what the edited topic says."""

from datetime import timedelta

from monitor.model import Circumstances, Match
from monitor.topics.measuring.backtest import SHOWN, Backtest, Day, Held, Tally
from tests.samples import NOW, match


def held(number: int, carried: bool, days_ago: int = 0, verdict: bool | None = None) -> Held:
    moment = NOW - timedelta(days=days_ago)
    origin = Circumstances()
    return Held(number, moment, f"Article {number}", "", "", origin, match() if carried else None, verdict)


def says(carried: bool) -> Match:
    return match(matched=carried, evidence=match().evidence if carried else ())


def tallied(*cases: tuple[Held, bool]) -> Backtest:
    tally = Tally("export-bans")
    for one, after in cases:
        tally.add(one, says(after))
    return tally.report(0, None)


def test_articles_are_gained_lost_or_kept_and_each_shows_why() -> None:
    found = tallied(
        (held(1, True), True), (held(2, True), False), (held(3, False), True), (held(4, False), False)
    )
    assert found.articles == 4
    (kept,), (lost,), (gained,) = found.kept.newest, found.lost.newest, found.gained.newest
    assert [one.article_id for one in (kept, lost, gained)] == [1, 2, 3]
    assert lost.before is not None
    assert lost.before.evidence == match().evidence
    assert gained.before is None
    assert gained.after.evidence == match().evidence


def test_items_a_day_are_counted_over_all_days_also_those_without_any() -> None:
    found = tallied(
        (held(1, True), True),
        (held(2, False, 1), True),
        (held(3, False, 2), False),
        (held(4, False, 3), True),
    )
    days = [(NOW - timedelta(days=n)).date() for n in range(4)]
    assert found.by_day == (Day(days[3], 0, 1), Day(days[1], 0, 1), Day(days[0], 1, 1))
    assert (found.a_day_before, found.a_day_after) == (0.25, 0.75)


def test_what_people_said_and_the_edited_topic_contradicts_is_named() -> None:
    found = tallied(
        (held(1, True, verdict=True), False),
        (held(2, True, verdict=True), True),
        (held(3, False, verdict=False), True),
        (held(4, True), False),
    )
    assert [one.article_id for one in found.broken.newest] == [1, 3]


def test_all_are_counted_and_the_newest_named() -> None:
    found = tallied(*((held(n, False), True) for n in range(SHOWN + 7)))
    assert found.gained.count == SHOWN + 7
    assert [one.article_id for one in found.gained.newest] == list(range(SHOWN))


def test_an_empty_archive_gives_an_empty_report() -> None:
    found = tallied()
    assert (found.articles, found.a_day_before, found.a_day_after, found.by_day) == (0, 0.0, 0.0, ())
