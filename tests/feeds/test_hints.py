"""What publishers ask of those who poll them, said in five ways, alone, in conflict and as nonsense."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.hints import (
    LONGEST,
    NOTHING_ASKED,
    SHORTEST,
    first_welcome,
    from_feed,
    from_headers,
    not_before,
)
from monitor.model import Hints
from tests.samples import NOW  # a Friday, 06:00

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
WEEKEND = frozenset({5, 6})


def rss(*channel: str) -> bytes:
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
    return f"{head}<title>Outlet</title>{''.join(channel)}<item><title>News</title></item></channel></rss>".encode()


@pytest.mark.reliability(36)
@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"cache-control": "max-age=3600"}, HOUR),
        ({"cache-control": "public, Max-Age = 7200, must-revalidate"}, 2 * HOUR),
        ({"cache-control": 'max-age="1800"'}, 30 * MINUTE),
        ({"cache-control": "max-age=0, no-cache"}, SHORTEST),
        ({"cache-control": "max-age=60"}, SHORTEST),
        ({"cache-control": "max-age=" + "9" * 400}, LONGEST),
        ({"cache-control": "max-age=-1"}, timedelta(0)),
        ({"cache-control": "max-age=soon"}, timedelta(0)),
        ({"cache-control": "s-maxage=3600"}, timedelta(0)),  # is meant for shared caches
        ({"cache-control": "no-store"}, timedelta(0)),
        ({"expires": "Fri, 20 Nov 2026 08:00:00 GMT"}, 2 * HOUR),  # counted from now where there is no Date
        ({"expires": "Fri, 20 Nov 2026 08:00:00 GMT", "date": "Fri, 20 Nov 2026 07:00:00 GMT"}, HOUR),
        ({"expires": "Wed, 11 Jan 1984 05:00:00 GMT"}, SHORTEST),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, LONGEST),
        ({"expires": "0"}, timedelta(0)),
        ({"expires": "-1"}, timedelta(0)),
        ({"expires": "Fri, 99 Nov 2026 08:00:00 GMT"}, timedelta(0)),
        ({"cache-control": "max-age=600", "expires": "Fri, 20 Nov 2026 08:00:00 GMT"}, 2 * HOUR),
        ({}, timedelta(0)),
    ],
)
def test_headers_ask_for_the_longer_of_max_age_and_expires(headers: dict[str, str], asked: timedelta) -> None:
    assert from_headers(headers, NOW) == Hints(asked)


@pytest.mark.reliability(36)
@pytest.mark.parametrize(
    ("channel", "asked"),
    [
        ("<ttl>60</ttl>", HOUR),
        ("<ttl> 90 </ttl>", 90 * MINUTE),
        ("<ttl>1</ttl>", SHORTEST),
        ("<ttl>99999999999</ttl>", LONGEST),
        ("<ttl>0</ttl>", timedelta(0)),
        ("<ttl>-60</ttl>", timedelta(0)),
        ("<ttl>an hour</ttl>", timedelta(0)),
        ("<ttl>٦٠</ttl>", timedelta(0)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", HOUR),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", HOUR / 2),
        ("<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 6 * HOUR),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", HOUR),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>999999</sy:updateFrequency>",
            SHORTEST,
        ),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", LONGEST),
        ("<sy:updatePeriod>whenever</sy:updatePeriod>", timedelta(0)),
        ("<sy:updateFrequency>2</sy:updateFrequency>", timedelta(0)),
        ("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", HOUR),
        ("<ttl>120</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 2 * HOUR),
    ],
)
def test_a_feed_asks_for_the_longer_of_ttl_and_its_update_period(channel: str, asked: timedelta) -> None:
    assert from_feed(rss(channel)) == Hints(asked)


@pytest.mark.reliability(36)
def test_skipped_hours_and_days_are_read_and_what_is_none_is_left_out() -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in ("0", "07", "23", "24", "-1", "25", "7.5", "noon", ""))
    days = "".join(f"<day>{day}</day>" for day in ("Saturday", " sunday ", "Caturday", "6"))
    found = from_feed(rss(f"<skipHours>{hours}</skipHours>", f"<skipDays>{days}</skipDays>"))
    assert found == Hints(skip_hours=frozenset({0, 7, 23}), skip_days=WEEKEND)
    assert from_feed(rss("<hour>3</hour>", "<day>Monday</day>")) == NOTHING_ASKED


@pytest.mark.reliability(36)
def test_a_feed_that_skips_every_hour_or_every_day_asks_for_nothing() -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert from_feed(rss(f"<skipHours>{hours}</skipHours>")) == NOTHING_ASKED
    assert Hints(skip_days=WEEKEND).joined(Hints(skip_days=frozenset(range(5)))).skip_days == frozenset()


def test_hints_are_found_in_rdf_in_broken_xml_and_without_declared_names() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><sy:updatePeriod>daily</sy:updatePeriod>A & B<br>"
        "<sy:updateFrequency>2</sy:updateFrequency></channel><item/>"
    )
    assert from_feed(rdf.encode()) == Hints(12 * HOUR)
    assert from_feed(rdf.encode("utf-16")) == Hints(12 * HOUR)


def test_only_the_head_of_a_feed_is_read() -> None:
    assert from_feed(rss("<item><ttl>60</ttl></item>", "<ttl>120</ttl>")) == NOTHING_ASKED
    assert from_feed(rss(f"<description>{'long ' * 20_000}</description>", "<ttl>60</ttl>")) == NOTHING_ASKED


@pytest.mark.reliability(36)
@given(
    st.binary(max_size=2_000)
    | st.text(alphabet='<>/&;!?"= \0ttlskipHoursdayitem[]', max_size=500).map(str.encode)
)
def test_no_body_makes_the_reading_of_hints_fail_or_ask_for_more_than_the_bounds(body: bytes) -> None:
    for found in (from_feed(body), from_feed(rss().replace(b"<item>", body + b"<item>", 1))):
        assert found.at_least == timedelta(0) or SHORTEST <= found.at_least <= LONGEST
        assert first_welcome(found, NOW) - NOW <= timedelta(days=7)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    lol = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY a0 "60">{lol}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    for text in ("&a11;", "&f;"):
        feed = f"{bomb}<rss><channel><ttl>{text}</ttl><item/></channel></rss>"
        assert from_feed(feed.encode()) == NOTHING_ASKED


def test_the_longest_wait_and_every_skip_count_when_server_and_feed_both_ask() -> None:
    server, feed = Hints(HOUR), Hints(2 * HOUR, frozenset({3}), WEEKEND)
    assert server.joined(feed) == feed.joined(server) == Hints(2 * HOUR, frozenset({3}), WEEKEND)
    assert server.joined(NOTHING_ASKED) == server


def test_the_next_poll_is_welcome_after_the_wait_outside_skipped_hours_and_days() -> None:
    assert not_before(NOTHING_ASKED, NOW) == NOW
    assert not_before(Hints(HOUR), NOW) == NOW + HOUR
    assert not_before(Hints(HOUR, frozenset({7, 8})), NOW + MINUTE) == NOW.replace(hour=9)
    assert not_before(Hints(20 * HOUR, frozenset(), WEEKEND), NOW) == NOW.replace(day=23, hour=0)
    night_and_weekend = Hints(20 * HOUR, frozenset({0, 1, 2, 23}), WEEKEND)
    assert not_before(night_and_weekend, NOW) == NOW.replace(day=23, hour=3)
