"""What people do at the desk, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from monitor.model import Rights, SubscriptionState
from tests.browser.conftest import Desk, sign_in
from tests.pipeline.publisher import ATOM, PAGE, RSS, site_of
from tests.served import served
from tests.webui.visits import confirm_path

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.innerText || document.activeElement.id")


def test_without_scripts_one_signs_in_filters_reads_and_signs_out(chromium: Browser, desk: Desk) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{desk.url}/feeds")
    assert "/sign-in?next=" in page.url
    sign_in(page, desk, "reader one")
    page.goto(f"{desk.url}/items")
    page.get_by_text("More filters").click()
    page.get_by_label("Language", exact=True).select_option("Ukrainian")
    page.get_by_label("Words in the text").fill("експорт")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".row-headline")).to_have_text(
        ["Уряд дозволив експорт морських дронів трьом країнам"]
    )
    page.get_by_role("link", name="Уряд дозволив експорт").click()
    expect(page.locator("h1 mark")).to_have_text(["дозволив експорт"])
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{desk.url}/")
    assert "/sign-in" in page.url
    context.close()


def test_evidence_is_seen_and_explained(admin: Page, desk: Desk) -> None:
    admin.goto(f"{desk.url}/articles/{desk.newsroom.articles[0]}")
    mark = admin.locator("mark", has_text="suspended all export licences")
    expect(mark).to_be_in_viewport()
    style = mark.evaluate(
        "e => { const s = getComputedStyle(e); return [s.textDecorationLine, s.backgroundColor]; }"
    )
    assert style[0] == "underline"
    assert style[1] not in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    admin.get_by_role("link", name="suspended all export licences").click()
    assert admin.url.endswith("#export-bans-2")


def test_the_filters_stand_open_where_there_is_room_and_leave_a_short_address(
    admin: Page, desk: Desk
) -> None:
    admin.goto(f"{desk.url}/items")
    expect(admin.get_by_text("More filters")).to_be_hidden()
    admin.get_by_label("Topic", exact=True).select_option("Coproduction")
    admin.get_by_role("button", name="Filter").click()
    admin.wait_for_url(f"{desk.url}/items?topic=coproduction")
    expect(admin.locator(".row .chip", has_text="Coproduction").first).to_be_visible()
    assert admin.locator(".row").count() == admin.locator(".row:has(.chip:text('Coproduction'))").count()


def test_twenty_rows_fit_on_the_screen(admin: Page, desk: Desk) -> None:
    admin.goto(f"{desk.url}/items")
    bottoms = admin.locator(".row").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 1080 for bottom in bottoms) >= 20


def test_the_list_is_walked_by_keyboard(admin: Page, desk: Desk) -> None:
    admin.goto(f"{desk.url}/items")
    headlines = admin.locator(".row-headline a").all_inner_texts()
    admin.keyboard.press("j")
    admin.keyboard.press("j")
    assert focused(admin) == headlines[1]
    admin.keyboard.press("k")
    admin.keyboard.press("k")
    assert focused(admin) == headlines[0]
    admin.keyboard.press("/")
    admin.keyboard.type("jk/")
    expect(admin.get_by_label("Words in the text")).to_have_value("jk/")
    admin.keyboard.press("Control+a")
    admin.keyboard.press("Delete")
    admin.locator(".row-headline a").first.focus()
    admin.keyboard.press("Enter")
    admin.wait_for_url(re.compile("/articles/"))


def test_tab_reaches_the_skip_link_first_and_then_everything_in_sight(admin: Page, desk: Desk) -> None:
    admin.goto(f"{desk.url}/items")
    admin.keyboard.press("Tab")
    assert focused(admin) == "Skip to the content"
    expect(admin.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    admin.keyboard.press("Enter")
    assert focused(admin).startswith("All items")
    reached = []
    for _ in range(20):
        admin.keyboard.press("Tab")
        reached.append(admin.evaluate("`${document.activeElement.tagName} ${document.activeElement.name}`"))
        outlines = admin.evaluate(
            "[document.activeElement, document.activeElement.closest('.row')]"
            ".map(e => e ? getComputedStyle(e).outlineStyle : 'none')"
        )
        assert outlines != ["none", "none"], reached[-1]
    assert {"INPUT words", "SELECT topic", "SELECT feed", "SELECT language", "INPUT day"} <= set(reached)


def test_a_visitor_subscribes_confirms_and_stops(visitor: Page, desk: Desk) -> None:
    visitor.goto(f"{desk.url}/subscribe")
    expect(visitor.get_by_label("Time zone")).to_have_value("Europe/Kyiv")  # the browser calls it Kiev
    visitor.get_by_label("E-mail address").fill("anna@example.org")
    visitor.get_by_label("Coproduction").uncheck()
    visitor.get_by_label("Hour of the day").select_option("06:00")
    visitor.get_by_role("button", name="Subscribe").click()
    expect(visitor.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    subscriptions = desk.newsroom.store.subscriptions
    visitor.goto(desk.url + confirm_path(desk.newsroom.store))
    assert subscriptions.by_email("anna@example.org").state is SubscriptionState.PENDING
    visitor.get_by_role("button", name="Confirm").click()
    expect(visitor.get_by_role("heading", name="Confirmed")).to_be_visible()
    made = subscriptions.by_email("anna@example.org")
    assert (made.state, made.hour, made.zone) == (SubscriptionState.ACTIVE, 6, "Europe/Kyiv")
    assert set(made.topics) == {"export-bans", "procurement-scandals"}
    visitor.goto(desk.stop_link("anna@example.org"))
    visitor.get_by_role("button", name="Stop the digest").click()
    expect(visitor.get_by_role("heading", name="Stopped")).to_be_visible()


def test_an_admin_finds_tries_and_adds_a_feed_without_scripts(chromium: Browser, desk: Desk) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, desk, "admin one")
    with served(site_of({"/": PAGE, "/all.xml": RSS, "/sea.atom": ATOM})) as publisher:
        page.goto(f"{desk.url}/feeds")
        page.get_by_role("link", name="Add a feed").click()
        page.get_by_label("Address").fill(publisher)
        page.get_by_role("button", name="Find its feeds").click()
        page.get_by_role("button", name="Try Gazette: sea").click()
        expect(page.get_by_role("row", name="Patrol boat launched")).to_contain_text(
            "Thu 19 Nov 2026, 10:00 EET"
        )
        page.get_by_role("button", name="Go on to the details").click()
    expect(page.get_by_label("Feed address")).to_have_value(f"{publisher}/sea.atom")
    page.get_by_label("Name", exact=True).fill("The Gazette at sea")
    page.get_by_label("Country").fill("xx")
    page.get_by_role("button", name="Add the feed").click()
    expect(page.locator(".field-error")).to_contain_text("ISO 3166-1")
    expect(page.get_by_label("Name", exact=True)).to_have_value("The Gazette at sea")
    page.get_by_label("Country").fill("GB")
    page.get_by_label("What the desk may show").select_option("The headline and a link")
    page.get_by_role("button", name="Add the feed").click()
    expect(page.get_by_role("status")).to_contain_text("The Gazette at sea was added")
    expect(page.get_by_role("heading", level=1)).to_have_text("The Gazette at sea")
    row = desk.newsroom.store.feeds.by_url(f"{publisher}/sea.atom")
    assert row
    assert (row.feed.rights, row.feed.country) == (Rights.HEADLINE, "GB")
    context.close()


def test_an_admin_invites_and_the_guest_joins(admin: Page, chromium: Browser, desk: Desk) -> None:
    admin.goto(f"{desk.url}/people")
    admin.get_by_label("editor").check()
    admin.get_by_role("button", name="Make an invitation link").click()
    path = re.search(r"/invitations/\S+", admin.locator(".notice code").inner_text()).group()
    guests = chromium.new_context(timezone_id="Asia/Tokyo")
    guest = guests.new_page()
    guest.goto(desk.url + path)
    guest.get_by_label("Name").fill("Iryna")
    guest.get_by_label("Password").fill("three plain words")
    guest.get_by_role("button", name="Create the account").click()
    expect(guest.get_by_role("link", name="Iryna")).to_be_visible()
    guest.goto(f"{desk.url}/items")
    expect(guest.locator(".row-time").first).to_have_text("15:10")
    guests.close()
