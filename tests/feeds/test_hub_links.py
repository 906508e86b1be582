"""Which hub a feed names, and whether that hub could reach us."""

import pytest

from monitor.feeds.hub_links import can_call, hub_link
from monitor.model import Fetched, HubLink

URL = "https://outlet.example/feed.xml"
HUB = "https://hub.example/"


def found(hub: str = HUB, self_link: str = URL, header: str = "") -> HubLink | None:
    return hub_link(Fetched(URL, b"", {"link": header} if header else {}), hub, self_link)


def test_a_feed_that_names_no_hub_has_none() -> None:
    assert found(hub="") is None
    assert found(hub="", header=f'<{URL}>; rel="self"') is None


def test_the_feed_names_its_hub_and_its_own_address() -> None:
    assert found(self_link="https://outlet.example/canonical.xml") == HubLink(
        HUB, "https://outlet.example/canonical.xml"
    )


def test_a_feed_without_a_self_link_is_called_by_the_address_it_came_from() -> None:
    assert found(self_link="") == HubLink(HUB, URL)
    assert found(self_link="javascript:alert(1)") == HubLink(HUB, URL)


def test_relative_links_are_made_whole_and_fragments_dropped() -> None:
    assert found("/hub", "canonical.xml#top") == HubLink(
        "https://outlet.example/hub", "https://outlet.example/canonical.xml"
    )


@pytest.mark.parametrize(
    "header",
    [
        '<https://a.example/>; rel="hub", <https://outlet.example/t>; rel="self"',
        "<https://a.example/>;rel=hub,<https://outlet.example/t>;rel=self",
        '<https://outlet.example/t>; title="a, b; c"; REL="self", <https://a.example/> ; rel = "x HUB"',
        "<https://a.example/>; rel=hub, <https://b.example/>; rel=hub, <https://outlet.example/t>; rel=self",
    ],
)
def test_the_header_comes_before_the_feed_and_the_first_hub_before_others(header: str) -> None:
    assert found(header=header) == HubLink("https://a.example/", "https://outlet.example/t")


@pytest.mark.parametrize(
    "hub",
    [
        "javascript:alert(1)",
        "ftp://hub.example/",
        "http://",
        "http://[broken/",
        "https://user:password@hub.example/",
        "https://hub.example/\x00",
        "https://hub.example/a b",
        "https://hub.example/" + "x" * 2_000,
    ],
)
def test_a_hub_that_could_not_be_asked_is_none(hub: str) -> None:
    assert found(hub) is None


def test_a_hostile_header_is_read_in_time() -> None:
    for header in ('<a>;a="' * 100_000, "<" * 100_000, "<a>" + " ; a" * 100_000, "<a>;" + " " * 100_000):
        assert found(header=header) == HubLink(HUB, URL)


@pytest.mark.parametrize(
    ("base_url", "reachable"),
    [
        ("https://desk.example.org", True),
        ("http://93.184.216.34:8420", True),
        ("https://[2606:4700::1111]", True),
        ("", False),
        ("http://127.0.0.1:8420", False),
        ("http://192.168.1.5", False),
        ("http://[::1]:8420", False),
        ("http://localhost:8420", False),
        ("http://desk", False),
        ("http://desk.internal", False),
        ("http://desk.local.", False),
    ],
)
def test_only_a_desk_with_a_public_address_can_be_called(base_url: str, reachable: bool) -> None:
    assert can_call(HUB, base_url, ()) is reachable


def test_a_hub_in_our_own_network_can_call_any_address() -> None:
    assert can_call("http://127.0.0.1:9000/hub", "http://127.0.0.1:8420", ("127.0.0.1",))
    assert not can_call("http://127.0.0.1:9000/hub", "", ("127.0.0.1",))
