"""Tokens in mails: only ours are believed, each for its one purpose."""

from datetime import timedelta

import pytest

from monitor.digests import links
from tests.digests.newsroom import MORNING, SECRET


def test_a_link_to_confirm_is_good_for_48_hours() -> None:
    token = links.confirm_token(SECRET, 7, MORNING)
    assert links.read_confirm(SECRET, token, MORNING + timedelta(hours=47, minutes=59)) == 7
    assert links.read_confirm(SECRET, token, MORNING + timedelta(hours=48)) is None


def test_a_link_to_stop_is_good_for_ever_and_always_the_same() -> None:
    token = links.stop_token(SECRET, 7)
    assert links.read_stop(SECRET, token) == 7
    assert links.stop_token(SECRET, 7) == token


def test_a_token_serves_one_purpose_only() -> None:
    assert links.read_stop(SECRET, links.confirm_token(SECRET, 7, MORNING)) is None
    assert links.read_confirm(SECRET, links.stop_token(SECRET, 7), MORNING) is None


@pytest.mark.parametrize("token", ["", ".", "7", "Nw.", "Nw.AAAA", "é", "\x00", "a" * 10_000])
def test_what_we_never_signed_is_nothing(token: str) -> None:
    assert links.read_stop(SECRET, token) is None
    assert links.read_confirm(SECRET, token, MORNING) is None


def test_an_altered_token_or_another_secret_is_nothing() -> None:
    payload, signature = links.stop_token(SECRET, 7).split(".")
    other, _ = links.stop_token(SECRET, 8).split(".")
    assert links.read_stop(SECRET, f"{other}.{signature}") is None
    assert links.read_stop(b"another secret", f"{payload}.{signature}") is None


def test_addresses_are_those_of_the_desk() -> None:
    base = "https://desk.example"
    assert links.confirm_url(base, "T") == "https://desk.example/subscriptions/confirm/T"
    assert links.stop_url(base, "T") == "https://desk.example/subscriptions/stop/T"
    assert links.article_url(base, 5) == "https://desk.example/articles/5"
