"""The desk goes away under an editor's hands, and comes back."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from monitor.settings import Settings
from tests.browser.conftest import SECRET, Desk, serving, sign_in
from tests.webui.desked import Desked
from tests.webui.newsroom import NOW
from webui import create_app

pytestmark = pytest.mark.browser


@pytest.fixture
def app(desk: Desk) -> Flask:
    return create_app(desk.newsroom.store, Settings(), SECRET, clock=lambda: NOW)


def test_what_is_done_while_the_desk_is_away_is_told_kept_and_done_when_it_is_back(
    visitor: Page, desk: Desk, full: Desked, app: Flask
) -> None:
    away, done = visitor.locator("#away"), visitor.locator("#done")
    with serving(app) as url:
        sign_in(visitor, Desk(url, desk.newsroom), "editor one")
        visitor.goto(url)
        visitor.keyboard.press("j")
        story = int(visitor.locator(".aside-story").get_attribute("data-aside") or 0)
    visitor.keyboard.press("n")
    visitor.keyboard.type("call them")
    visitor.keyboard.press("Enter")
    expect(done).to_contain_text("That was not done: the desk does not answer.")
    expect(away).to_contain_text("The desk does not answer.")
    visitor.keyboard.press("l")  # would leave for a page that does not come
    expect(away).to_contain_text("Not done")
    assert visitor.url == f"{url}/"
    visitor.keyboard.press("n")
    expect(visitor.get_by_label("Note", exact=True)).to_have_value("call them")
    with serving(app, urlsplit(url).port or 0):
        expect(away).to_contain_text("The desk answers again.")
        visitor.get_by_role("button", name="Try again").click()
        expect(done).to_contain_text("1 story: noted")
        expect(visitor.get_by_label("Note", exact=True)).to_have_value("")
        assert desk.newsroom.store.triage.history(story)[0].text == "call them"
        away.get_by_role("link", name="Load what came").click()
        expect(visitor.locator(f"#story-{story}")).to_be_visible()
        expect(away).to_be_empty()


def test_a_browser_that_loses_its_network_says_so_at_once_on_a_storys_page_too(
    visitor: Page, desk: Desk, full: Desked
) -> None:
    sign_in(visitor, desk, "editor one")
    visitor.goto(f"{desk.url}/stories/{full.joined.engines}")
    visitor.context.set_offline(True)
    expect(visitor.locator("#away")).to_contain_text("The desk does not answer.")
    visitor.get_by_role("button", name="Used").click()
    expect(visitor.locator("#away")).to_contain_text("Not done")
    visitor.context.set_offline(False)
    expect(visitor.locator("#away")).to_contain_text("The desk answers again.")


def test_an_answer_that_still_came_as_the_network_went_does_not_hide_that_it_is_gone(
    visitor: Page, desk: Desk, full: Desked
) -> None:
    sign_in(visitor, desk, "editor one")
    visitor.goto(f"{desk.url}/stories/{full.joined.engines}")
    visitor.route("**/healthz", lambda route: route.fulfill(body="ok"), times=1)
    with visitor.expect_response("**/healthz"):
        visitor.context.set_offline(True)
    expect(visitor.locator("#away")).to_contain_text("The desk does not answer.")


def test_an_answer_that_was_under_way_does_not_bring_the_desk_back_without_a_network(
    visitor: Page, desk: Desk, full: Desked
) -> None:
    sign_in(visitor, desk, "editor one")
    held: list[Route] = []
    visitor.route("**/aside", lambda route: held.append(route))
    visitor.goto(desk.url)
    with visitor.expect_request("**/aside"):
        visitor.keyboard.press("j")
    visitor.context.set_offline(True)
    expect(visitor.locator("#away")).to_contain_text("The desk does not answer.")
    held[0].fulfill(body="<p class='aside-story'>What was asked before</p>")
    expect(visitor.locator(".desk-aside")).to_contain_text("What was asked before")
    expect(visitor.locator("#away")).to_contain_text("The desk does not answer.")
