"""The radar with a spike on it is accessible, in both themes, on a screen and on a phone, and by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk, sign_in
from tests.browser.looks import check
from tests.webui.weeks import EVENT, Weeks

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor: Page, desk: Desk, weeks: Weeks) -> None:
    complaints: list[str] = []
    visitor.on("console", lambda message: complaints.append(message.text))
    sign_in(visitor, desk, "reader one")
    visitor.goto(f"{desk.url}/radar")
    expect(visitor.locator(".radar-sighting")).to_have_count(2)
    check(visitor, "/radar")
    assert complaints == []


def test_the_terms_of_importance_open_and_the_story_is_reached_by_keyboard(
    visitor: Page, desk: Desk, weeks: Weeks
) -> None:
    sign_in(visitor, desk, "reader one")
    visitor.goto(f"{desk.url}/radar")
    story = visitor.locator(".radar-stories a").first
    story.focus()
    visitor.keyboard.press("Tab")
    expect(visitor.locator(".importance summary").first).to_be_focused()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("8 independent outlets").first).to_be_visible()
    visitor.keyboard.press("Shift+Tab")
    visitor.keyboard.press("Enter")
    expect(visitor).to_have_url(f"{desk.url}/stories/{weeks.event}")
    expect(visitor.locator("h1")).to_contain_text(EVENT)
