"""Journeys through names and quotations, by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk, sign_in
from tests.webui.speeches import told

pytestmark = pytest.mark.browser


def press_until_focused(page: Page, name: str) -> None:
    """Tab on to the button or link of this name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent").strip()
        if focused == name:
            return
    pytest.fail(f"{name} is never focused")


def test_an_editor_confirms_spellings_by_keyboard(visitor: Page, desk: Desk) -> None:
    told(desk.newsroom.store)
    sign_in(visitor, desk, "editor one")
    visitor.goto(f"{desk.url}/names")
    press_until_focused(visitor, "2 new spellings wait")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("New spellings")
    press_until_focused(visitor, "Confirm: Rustem Umierov")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("status")).to_contain_text(
        "“Rustem Umierov” is now a spelling of Rustem Umerov"
    )
    # once the page is whole, the next Tab goes on where the last decision was
    visitor.wait_for_load_state()
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent") == "Oleksandr Syrskyi"
    press_until_focused(visitor, "Refuse: Oleksandr Sirskyj")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_contain_text("Nothing to decide")
    tally = desk.newsroom.store.names.tally("rustem-umerov")
    assert tally is not None
    assert tally.articles == 2


def test_a_reader_goes_from_a_name_to_the_passage_of_a_quote(visitor: Page, desk: Desk) -> None:
    told(desk.newsroom.store)
    sign_in(visitor, desk, "reader one")
    visitor.get_by_role("navigation", name="Main").get_by_role("link", name="Names").click()
    visitor.get_by_role("searchbox").fill("Пісторіус")
    visitor.keyboard.press("Enter")
    visitor.get_by_role("link", name="Boris Pistorius").click()
    visitor.get_by_role("link", name="All quotes").click()
    expect(visitor.get_by_label("Speaker")).to_have_value("Boris Pistorius")
    visitor.locator(".quote-source a").first.click()
    marked = visitor.locator("mark.quoted")
    expect(marked).to_have_text("The talks went on longer than any of us had planned")
    expect(marked).to_be_in_viewport()
