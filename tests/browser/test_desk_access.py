"""Triage for those who hear the desk, and for those who see it twice as large."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk, sign_in
from tests.webui.desked import Desked

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(visitor: Page, desk: Desk, full: Desked) -> Page:
    sign_in(visitor, desk, "editor one")
    visitor.goto(desk.url)
    return visitor


def test_triage_is_heard_from_the_list_to_the_decision_and_back(editor: Page, full: Desked) -> None:
    heard = editor.locator("main").aria_snapshot()
    for part in (
        'navigation "Views"', 'search "Filter the list"', 'form "Decide on the chosen stories"',
        'heading "Today, Friday 20 November" [level=2]', 'complementary "What speaks for the chosen story"',
    ):  # fmt: skip
        assert part in heard
    assert len(re.findall(r"- status", heard)) >= 3  # news, what was done, and whether the desk answers
    editor.keyboard.press("j")
    link = editor.locator(".desk-headline a").first
    expect(link).to_be_focused()
    expect(link).to_have_accessible_description(
        re.compile(r"2 min ago.* 1 report, 1 outlet.* unread.* Export bans 0.97")
    )
    expect(editor.locator(".aside-story")).to_be_visible()
    editor.keyboard.press("e")
    expect(editor.locator(".aside-why")).to_be_focused()
    expect(editor.locator(".aside-why")).to_have_accessible_name("What speaks for it")
    editor.keyboard.press("h")
    expect(link).to_be_focused()
    editor.keyboard.press("u")
    expect(editor.get_by_role("status").filter(has_text="marked as used")).to_have_count(1)
    expect(link).to_be_focused()


def test_at_twice_the_size_nothing_is_lost(editor: Page, full: Desked) -> None:
    """A screen of 1440 by 1000 at 200 % shows as much as one of 720 by 500."""
    editor.set_viewport_size({"width": 720, "height": 500})
    editor.reload()
    assert editor.evaluate("document.documentElement.scrollWidth") <= 720
    for name in ("Take", "Watch", "Used", "To digest"):
        expect(editor.get_by_role("button", name=name, exact=True)).to_be_visible()
    for name in ("Any topic", "Mine", "Make a watchlist", "All items"):
        expect(editor.get_by_role("link", name=name, exact=True)).to_be_visible()
    cut = editor.locator(".desk-headline a").evaluate_all(
        "links => links.filter(link => link.parentElement.scrollWidth > link.parentElement.clientWidth).length"
    )
    assert cut == 0
    editor.keyboard.press("j")
    editor.keyboard.press("e")
    expect(editor.locator(".aside-story")).to_be_visible()
    editor.keyboard.press("h")
    expect(editor.locator(".aside-story")).to_be_hidden()
