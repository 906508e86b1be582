"""Numbers, briefings and the design system are accessible, in both themes, on a screen and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk, sign_in
from tests.browser.looks import check
from tests.webui.weeks import Weeks

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor: Page, desk: Desk, weeks: Weeks) -> None:
    complaints: list[str] = []
    visitor.on("console", lambda message: complaints.append(message.text))
    sign_in(visitor, desk, "admin one")
    paths = (
        "/numbers", "/numbers?weeks=52", "/numbers/articles?topic=coproduction", "/numbers/articles?language=xx",
        "/design", "/briefing/new", f"/briefing/new?story={weeks.event}",
    )  # fmt: skip
    for path in paths:
        visitor.goto(desk.url + path)
        check(visitor, path)
    visitor.get_by_role("button", name="Show the briefing").click()
    expect(visitor.get_by_role("button", name="Word")).to_be_visible()
    check(visitor, "/briefing")
    assert complaints == []


def test_a_briefing_is_made_by_keyboard_alone(visitor: Page, desk: Desk, weeks: Weeks) -> None:
    sign_in(visitor, desk, "reader one")
    visitor.goto(f"{desk.url}/stories/{weeks.event}")
    visitor.get_by_role("link", name="Put it into a briefing").press("Enter")
    visitor.get_by_label("Title").focus()
    visitor.keyboard.type("Morning")
    visitor.keyboard.press("Tab")
    visitor.keyboard.type("Read before ten.")
    visitor.get_by_role("button", name="Show the briefing").press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Morning")
    expect(visitor.locator(".briefing section")).to_have_count(1)
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="Word").press("Enter")
    assert download.value.suggested_filename == "briefing-2026-11-20-morning.docx"
