"""The filters that come when one asks for more: by keyboard, on a phone without scripts, and while the desk is away."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from monitor.settings import Settings
from tests.browser.conftest import SECRET, Desk, serving, sign_in
from tests.browser.looks import check
from tests.webui.desked import Desked
from tests.webui.newsroom import NOW
from webui import create_app

pytestmark = pytest.mark.browser


def test_an_outlet_is_chosen_by_keyboard_alone_and_nothing_moves(
    visitor: Page, desk: Desk, full: Desked
) -> None:
    outlet = desk.newsroom.store.feeds.listed()[0]
    sign_in(visitor, desk, "editor one")
    visitor.goto(desk.url)
    before = visitor.locator(".story-row").first.bounding_box()
    expect(visitor.get_by_label("Outlet", exact=True)).to_have_count(0)
    visitor.locator("summary", has_text="More filters").focus()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_label("Outlet", exact=True)).to_be_visible()
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_label("Owner", exact=True)).to_be_focused()
    visitor.keyboard.press("Tab")
    visitor.keyboard.type(outlet.name[:8])
    expect(visitor.get_by_label("Outlet", exact=True)).to_have_value(str(outlet.id))
    assert visitor.locator(".story-row").first.bounding_box() == before
    check(visitor, "more filters")
    visitor.get_by_role("button", name="Filter", exact=True).click()
    visitor.wait_for_url(f"**feed={outlet.id}**")
    expect(visitor.get_by_label("Outlet", exact=True)).to_have_value(str(outlet.id))


def test_escape_leads_back_to_the_list_where_every_key_works(visitor: Page, desk: Desk, full: Desked) -> None:
    sign_in(visitor, desk, "editor one")
    visitor.goto(desk.url)
    more = visitor.locator("summary", has_text="More filters")
    more.click()
    visitor.get_by_label("Owner", exact=True).focus()
    visitor.keyboard.press("Escape")
    expect(visitor.get_by_label("Owner", exact=True)).to_be_hidden()
    expect(more).to_be_focused()
    visitor.keyboard.press("j")
    more.click()
    visitor.keyboard.press("Escape")
    expect(visitor.get_by_label("Owner", exact=True)).to_be_hidden()
    expect(visitor.locator(".story-row .desk-headline a").first).to_be_focused()
    visitor.keyboard.press("x")
    expect(visitor.locator(".desk-panel").filter(has=visitor.locator(":focus"))).to_be_visible()


def test_without_scripts_more_filters_are_a_link_away(chromium: Browser, desk: Desk, full: Desked) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, desk, "editor one")
    page.goto(f"{desk.url}/?topic=export-bans")
    page.get_by_text("More filters").click()
    page.get_by_role("link", name="Show them").click()
    page.get_by_label("Language", exact=True).select_option("English")
    page.get_by_role("button", name="Filter", exact=True).click()
    assert {"topic=export-bans", "language=en"} <= set(urlsplit(page.url).query.split("&"))
    expect(page.get_by_label("Language", exact=True)).to_have_value("en")
    context.close()


def test_filters_that_a_desk_does_not_bring_come_when_it_is_back(
    visitor: Page, desk: Desk, full: Desked
) -> None:
    app = create_app(desk.newsroom.store, Settings(), SECRET, clock=lambda: NOW)
    more = visitor.locator("summary", has_text="More filters")
    with serving(app) as url:
        sign_in(visitor, Desk(url, desk.newsroom), "editor one")
        visitor.goto(url)
    more.click()
    expect(visitor.locator("#away")).to_contain_text("The desk does not answer.")
    with serving(app, urlsplit(url).port or 0):
        expect(visitor.locator("#away")).to_contain_text("The desk answers again.")
        more.click()
        more.click()
        expect(visitor.get_by_label("Outlet", exact=True)).to_be_visible()


def test_who_is_signed_out_meanwhile_is_asked_to_sign_in(visitor: Page, desk: Desk, full: Desked) -> None:
    sign_in(visitor, desk, "editor one")
    visitor.goto(desk.url)
    visitor.context.clear_cookies()
    visitor.locator("summary", has_text="More filters").click()
    visitor.wait_for_url("**/sign-in?next=**")
