"""What else the small parts promise."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui import zones
from webui.people.onward import page_named
from webui.throttle import Throttle

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "path", ["/", "/feeds", "/?topic=a&words=%D0%B0%20b", "/articles/3?x=https://a.example//b"]
)
def test_a_path_of_this_site_is_kept(path: str) -> None:
    assert page_named(path, "/other") == path


@given(st.text(max_size=30))
def test_whatever_is_kept_is_a_path_of_this_site(wanted: str) -> None:
    kept = page_named(wanted, "/")
    assert kept.startswith("/")
    assert not kept.startswith(("//", "/\\"))
    assert kept.isprintable()


def test_a_throttle_opens_again_as_time_passes() -> None:
    throttle = Throttle(2, timedelta(minutes=1))
    throttle.count("a", NOW)
    assert throttle.wait("a", NOW) == timedelta(0)
    throttle.count("a", NOW + timedelta(seconds=20))
    assert throttle.wait("a", NOW + timedelta(seconds=30)) == timedelta(seconds=30)
    assert throttle.wait("b", NOW + timedelta(seconds=30)) == timedelta(0)
    assert throttle.wait("a", NOW + timedelta(seconds=60)) == timedelta(0)
    throttle.count("a", NOW + timedelta(seconds=60))
    assert throttle.wait("a", NOW + timedelta(seconds=60)) == timedelta(seconds=20)
    throttle.forget("a")
    assert throttle.wait("a", NOW + timedelta(seconds=60)) == timedelta(0)


def test_a_throttle_holds_a_bounded_number_of_keys() -> None:
    throttle = Throttle(1, timedelta(minutes=1))
    for key in range(10_001):
        throttle.count(key, NOW)
    assert throttle.wait(0, NOW) == timedelta(0)
    assert throttle.wait(1, NOW) > timedelta(0)


def test_every_zone_on_offer_is_a_zone_under_its_present_name() -> None:
    offered = [name for _, names in zones.by_region() for name in names]
    assert len(offered) == len(set(offered)) > 400
    assert all(zones.is_zone(name) for name in offered)
    assert {"UTC", "Europe/Kyiv", "Asia/Kolkata"} <= set(offered)
    assert "Europe/Kiev" not in offered
