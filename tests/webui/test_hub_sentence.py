"""What the page of a feed says of its hub."""

from dataclasses import replace
from datetime import timedelta

from monitor.model import HubLink, HubState, HubSubscription
from tests.samples import NOW
from webui.hubs.sentence import hub_sentence

FOUND = HubSubscription(1, 7, True, HubLink("https://hub.example/x", "https://a.example/"), "t", "s")
HOUR = timedelta(hours=1)


def said(**changes: object) -> str:
    return hub_sentence(replace(FOUND, **changes), lambda when: f"{when:%H:%M}")


def test_an_active_hub_is_named_with_its_beginning_last_push_and_end() -> None:
    active = {"state": HubState.ACTIVE, "since": NOW - HOUR, "expires_at": NOW + HOUR}
    assert said(**active) == "Pushed by hub.example since 05:00, nothing has come yet; lease ends 07:00."
    assert said(**active, last_push_at=NOW) == (
        "Pushed by hub.example since 05:00, last push 06:00; lease ends 07:00."
    )
    assert "(the server failed: HTTP 500)" in said(**active, detail="the server failed: HTTP 500")


def test_a_hub_that_does_not_push_says_why() -> None:
    assert said() == "hub.example pushes this feed and is about to be asked."
    assert said(tries=1) == "hub.example was asked to push this feed and has not confirmed yet."
    assert said(state=HubState.REFUSED, detail="no", next_try_at=NOW) == (
        "hub.example does not push this feed to us (no); it is asked again 06:00."
    )
    assert said(state=HubState.ENDED) == "hub.example pushes this feed no longer, as it is paused."
