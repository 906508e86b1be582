"""Moved or gone: believed only once it has held."""

from datetime import datetime, timedelta

import pytest

from monitor.feeds.moves import has_held, is_given_up, missed, permanent_address, watched
from monitor.model import Absence, Reason, Redirect
from tests.samples import NOW

DAY = timedelta(days=1)
OLD, NEW = "https://old.example/feed", "https://new.example/feed"


def followed(ways: list[str]) -> tuple[Redirect | None, datetime]:
    """The redirect as it is remembered after a good poll a day, each of which was sent on to that address."""
    redirect, now = None, NOW
    for day, address in enumerate(ways):
        now = NOW + day * DAY
        redirect = watched(redirect, address, now)
    return redirect, now


@pytest.mark.reliability(38)
def test_a_permanent_redirect_is_adopted_once_it_has_held_for_seven_days() -> None:
    assert not has_held(*followed([NEW]))
    assert not has_held(*followed([NEW] * 7))
    redirect, now = followed([NEW] * 8)
    assert has_held(redirect, now)
    assert redirect == Redirect(NEW, NOW)


@pytest.mark.reliability(38)
@pytest.mark.parametrize("between", ["", "https://elsewhere.example/feed"])
def test_a_redirect_that_goes_away_or_changes_is_watched_anew(between: str) -> None:
    assert followed([NEW, ""])[0] is None
    redirect, now = followed([NEW] * 6 + [between] + [NEW] * 7)
    assert redirect is not None
    assert redirect.since == NOW + 7 * DAY
    assert not has_held(redirect, now)


@pytest.mark.reliability(39)
@pytest.mark.parametrize("status", [302, 303, 307, 300])
def test_a_passing_redirect_never_moves_a_feed(status: int) -> None:
    assert permanent_address(OLD, [(status, NEW)]) == ""
    assert permanent_address(OLD, [(status, NEW), (301, "https://last.example/")]) == ""


@pytest.mark.reliability(39)
@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_counts_up_to_the_first_passing_one(status: int) -> None:
    assert permanent_address(OLD, [(status, NEW)]) == NEW
    assert permanent_address(OLD, [(status, "/rss"), (301, "all.xml")]) == "https://old.example/all.xml"
    assert permanent_address(OLD, [(status, NEW), (302, "https://cdn.example/1")]) == NEW
    assert permanent_address(OLD, [(status, OLD)]) == ""
    assert permanent_address(OLD, []) == ""


def absence_of(reasons: list[Reason]) -> Absence | None:
    """What is remembered after a poll a day that failed for these reasons."""
    absence = None
    for day, reason in enumerate(reasons):
        absence = missed(absence, reason, NOW + day * DAY)
    return absence


@pytest.mark.reliability(40)
@pytest.mark.parametrize(("reason", "days"), [(Reason.GONE, 7), (Reason.NOT_FOUND, 30)])
def test_a_feed_is_given_up_once_the_server_has_said_for_long_that_it_is_no_more(
    reason: Reason, days: int
) -> None:
    absence = absence_of([reason] * days)
    assert not is_given_up(absence, NOW + days * DAY - timedelta(seconds=1))
    assert is_given_up(absence, NOW + days * DAY)


@pytest.mark.reliability(40)
def test_only_the_server_itself_can_say_that_a_feed_is_no_more() -> None:
    others = [reason for reason in Reason if reason not in (Reason.GONE, Reason.NOT_FOUND)]
    assert absence_of(others * 3) is None
    assert absence_of([Reason.GONE, Reason.DNS, Reason.TIMEOUT]) == Absence(Reason.GONE, NOW)


@pytest.mark.reliability(40)
def test_days_of_404_do_not_count_for_a_410() -> None:
    assert absence_of([Reason.NOT_FOUND] * 20 + [Reason.GONE]) == Absence(Reason.GONE, NOW + 20 * DAY)
