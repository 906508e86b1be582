"""Searching in a real browser: typing with completion, the reading, saving, brushing; all of it by keyboard too."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Desk, sign_in
from tests.browser.looks import check
from tests.webui.newsroom import NOW
from tests.webui.test_hostile import HOSTILE

pytestmark = pytest.mark.browser


def test_one_types_with_completion_reads_saves_and_brushes(admin: Page, desk: Desk) -> None:
    admin.goto(f"{desk.url}/search")
    box = admin.get_by_role("combobox", name="Query")
    expect(box).to_be_focused()
    box.press_sequentially("@lic")
    option = admin.get_by_role("option").first
    expect(option).to_contain_text("@licence")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "completion-0")
    box.press("Enter")
    expect(box).to_have_value("@licence ")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(admin.locator("#reading")).to_contain_text("a word for 'licence' in any language")
    box.press_sequentially("OR export")
    box.press("Enter")
    admin.wait_for_url(re.compile(r"q=%40licence\+OR\+export"))
    found = admin.locator(".result").count()
    assert found > 5

    admin.get_by_label("Name of the search").fill("Licences")
    admin.get_by_role("button", name="Save the search").click()
    expect(admin.locator(".saved")).to_contain_text("Licences")

    admin.wait_for_load_state()  # the bars are dragged over once the scripts have run
    bars = admin.locator(".histogram svg a")
    first, last = bars.nth(-2).bounding_box(), bars.nth(-1).bounding_box()
    admin.mouse.move(first["x"] + first["width"] / 2, first["y"] + 5)
    admin.mouse.down()
    admin.mouse.move(last["x"] + last["width"] / 2, last["y"] + 5)
    expect(admin.locator(".histogram .brushed")).to_have_count(2)
    admin.mouse.up()
    admin.wait_for_url(re.compile("from=2026-11-19&to=2026-11-20"))
    assert 0 < admin.locator(".result").count() < found


def test_a_faulty_query_is_told_while_one_types(admin: Page, desk: Desk) -> None:
    admin.goto(f"{desk.url}/search")
    box = admin.get_by_role("combobox", name="Query")
    box.press_sequentially("ban (")
    expect(admin.locator("#reading")).to_contain_text("this parenthesis is never closed")
    expect(box).to_have_attribute("aria-invalid", "true")
    box.press_sequentially("x)")
    expect(admin.locator("#reading")).to_contain_text("has the word 'ban' in any form and has the word 'x'")
    expect(box).not_to_have_attribute("aria-invalid", "true")


def test_a_completion_of_an_outlet_takes_the_place_of_what_was_typed(admin: Page, desk: Desk) -> None:
    admin.goto(f"{desk.url}/search")
    box = admin.get_by_role("combobox", name="Query")
    box.press_sequentially("ban outlet:harb")
    admin.get_by_role("option", name="The Harbour Gazette").click()
    expect(box).to_have_value('ban outlet:"the harbour gazette" ')
    box.press_sequentially("lang:ger")
    admin.get_by_role("option", name="German").click()
    expect(box).to_have_value('ban outlet:"the harbour gazette" lang:de ')


def test_without_scripts_one_searches_narrows_and_brushes_by_links(chromium: Browser, desk: Desk) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, desk, "reader one")
    page.goto(f"{desk.url}/search")
    page.get_by_label("Query").fill("licen* OR export")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator(".search-count")).to_contain_text("21 articles")
    page.get_by_text("Narrow down").click()
    page.locator(".facet a", has_text="French").click()
    expect(page.locator(".search-count")).to_contain_text("5 articles")
    bar = page.locator(".histogram svg a:not([tabindex])").first
    page.goto(desk.url + bar.get_attribute("href"))
    expect(page.locator(".search-count")).to_contain_text("Nov 2026")
    context.close()


def test_axe_finds_nothing_on_the_search(admin: Page, desk: Desk) -> None:
    desk.newsroom.store.searches.add(2, "Of somebody else", "licen*", "", True, NOW)
    for path in ("/search", "/search?q=licen*+OR+export", "/search?q=licen*", "/search?q=ban+(", "/search?q=quetzal",
                 "/search?q=licen*&from=2026-11-19&to=2026-11-20&topic=export-bans"):  # fmt: skip
        admin.goto(desk.url + path)
        check(admin, path)
    admin.goto(f"{desk.url}/search")
    admin.get_by_role("combobox", name="Query").press_sequentially("@l")
    admin.get_by_role("option").first.wait_for()
    check(admin, "the completions")


def test_hostile_queries_run_nothing(admin: Page, desk: Desk) -> None:
    ran: list[str] = []
    admin.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    admin.goto(f"{desk.url}/search")
    box = admin.get_by_role("combobox", name="Query")
    for text in HOSTILE:
        with admin.expect_response(lambda answer: "/search/reading" in answer.url):
            box.fill(text)
    box.press("Escape")
    box.press("Enter")
    admin.wait_for_load_state()
    assert ran == []
