"""Signing up for the digest, confirming, stopping."""

import pytest
from flask.testing import FlaskClient

from monitor.digests import links
from monitor.model import Subscription, SubscriptionState
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.visits import confirm_path, page, post

SECRET = b"k" * 32
WISHES = {
    "email": "Anna@Example.org",
    "topics": ["coproduction", "export-bans"],
    "hour": "6",
    "zone": "Europe/Kyiv",
}


def subscribed(newsroom: Newsroom) -> Subscription:
    found = newsroom.store.subscriptions.by_email("anna@example.org")
    assert found
    return found


def stop_path(newsroom: Newsroom) -> str:
    return f"/subscriptions/stop/{links.stop_token(SECRET, subscribed(newsroom).id)}"


def test_anybody_signs_up_and_is_asked_to_look_into_the_mailbox(
    stranger: FlaskClient, newsroom: Newsroom
) -> None:
    response = post(stranger, "/subscribe", **WISHES)
    assert (response.status_code, page(response).h1.text) == (200, "Look into your mailbox")
    made = subscribed(newsroom)
    assert set(made.topics) == set(WISHES["topics"])
    assert (made.hour, made.zone, made.state) == (6, "Europe/Kyiv", SubscriptionState.PENDING)
    assert newsroom.store.deliveries.latest(1)[0].delivery.recipient == "anna@example.org"


def test_an_address_that_is_known_is_told_the_same(stranger: FlaskClient, newsroom: Newsroom) -> None:
    first = page(post(stranger, "/subscribe", **WISHES)).main.text
    newsroom.store.subscriptions.confirm(subscribed(newsroom).id, NOW)
    assert page(post(stranger, "/subscribe", **WISHES)).main.text == first


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "nonsense"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "email"),
        ({"email": "a" * 400 + "@b.example"}, "email"),
        ({"topics": []}, "topics"),
        ({"topics": ["nonsense"]}, "topics"),
        ({"hour": "24"}, "hour"),
        ({"hour": "x"}, "hour"),
        ({"hour": "-1"}, "hour"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": ""}, "zone"),
    ],
)
def test_a_wrong_field_is_explained_and_what_was_typed_is_kept(
    stranger: FlaskClient, newsroom: Newsroom, changes: dict[str, object], field: str
) -> None:
    typed = WISHES | changes
    response = post(stranger, "/subscribe", **typed)
    shown = page(response)
    assert response.status_code == 422
    assert len(shown.select(".field-error")) == 1
    assert shown.select_one(f".field:has([name={field}]) .field-error")
    if field != "email":
        assert shown.select_one("#email")["value"] == WISHES["email"]
    if field != "topics":
        assert [box["value"] for box in shown.select("[name=topics][checked]")] == [
            "export-bans",
            "coproduction",
        ]
    assert newsroom.store.deliveries.latest(9) == []


def test_a_client_cannot_send_letters_without_end(stranger: FlaskClient) -> None:
    codes = [
        post(stranger, "/subscribe", **WISHES | {"email": f"a{number}@example.org"}).status_code
        for number in range(11)
    ]
    assert codes == [200] * 10 + [429]


def test_looking_at_the_link_confirms_nothing_and_its_button_does(
    stranger: FlaskClient, newsroom: Newsroom
) -> None:
    post(stranger, "/subscribe", **WISHES)
    path = confirm_path(newsroom.store)
    shown = stranger.get(path)
    assert page(shown).select_one("form button").text == "Confirm"
    assert "06:00 (Europe/Kyiv) on Export bans, Coproduction" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert subscribed(newsroom).state is SubscriptionState.PENDING
    assert page(post(stranger, path)).h1.text == "Confirmed"
    assert subscribed(newsroom).state is SubscriptionState.ACTIVE
    again = page(stranger.get(path))
    assert (again.h1.text, again.select("main form")) == ("Confirmed already", [])
    assert post(stranger, path).status_code == 200


def test_looking_at_the_link_stops_nothing_and_its_button_does(
    stranger: FlaskClient, newsroom: Newsroom
) -> None:
    post(stranger, "/subscribe", **WISHES)
    newsroom.store.subscriptions.confirm(subscribed(newsroom).id, NOW)
    path = stop_path(newsroom)
    assert page(stranger.get(path)).select_one("form button").text == "Stop the digest"
    assert subscribed(newsroom).state is SubscriptionState.ACTIVE
    assert page(post(stranger, path)).h1.text == "Stopped"
    assert subscribed(newsroom).state is SubscriptionState.STOPPED
    assert page(stranger.get(path)).h1.text == "Stopped already"


def test_a_mail_program_stops_it_in_one_click(app, newsroom: Newsroom) -> None:
    post(app.test_client(), "/subscribe", **WISHES)
    newsroom.store.subscriptions.confirm(subscribed(newsroom).id, NOW)
    program = app.test_client(use_cookies=False)
    for _ in range(2):
        response = program.post(stop_path(newsroom), data={"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    assert subscribed(newsroom).state is SubscriptionState.STOPPED


@pytest.mark.parametrize("kind", ["confirm", "stop"])
def test_a_forged_link_finds_nothing_and_tells_nothing(
    stranger: FlaskClient, newsroom: Newsroom, kind: str
) -> None:
    post(stranger, "/subscribe", **WISHES)
    real = confirm_path(newsroom.store) if kind == "confirm" else stop_path(newsroom)
    changed = real[:-9] + ("A" if real[-9] != "A" else "B") + real[-8:]
    swapped = (stop_path(newsroom) if kind == "confirm" else confirm_path(newsroom.store)).rpartition("/")[2]
    other = f"/subscriptions/{kind}/"
    for path in (changed, other + swapped, other + "x", other + "%00", other + "é", other + "a" * 3000):
        for response in (stranger.get(path), post(stranger, path)):
            assert response.status_code == 404
            assert "anna" not in response.text.lower()
    assert subscribed(newsroom).state is SubscriptionState.PENDING
