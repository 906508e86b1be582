"""Triage at the desk in a real browser: by keyboard alone, by two editors at once, on a phone, without scripts."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from monitor.model import Act, DeskState, Do
from tests.browser.conftest import Desk, sign_in
from tests.browser.looks import check
from tests.webui.desked import Desked
from tests.webui.joined import arrive
from tests.webui.newsroom import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(visitor: Page, desk: Desk, full: Desked) -> Page:
    sign_in(visitor, desk, "editor one")
    visitor.goto(desk.url)
    return visitor


@pytest.fixture
def phone(chromium: Browser, desk: Desk, full: Desked) -> Iterator[Page]:
    """An editor's phone without scripts."""
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, desk, "editor one")
    yield page
    context.close()


def state(desk: Desk, story: int) -> str:
    return desk.newsroom.store.triage.of([story])[story].state


def press(page: Page, *keys: str) -> None:
    page.wait_for_load_state()  # a decision may have led to a new page, and keys work once its scripts have run
    for key in keys:
        page.keyboard.press(key)


def test_twenty_two_compact_rows_fit_on_the_screen(editor: Page) -> None:
    bottoms = editor.locator(".story-row").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 1080 for bottom in bottoms) >= 22


def test_a_morning_is_triaged_by_keyboard_alone(editor: Page, desk: Desk, full: Desked) -> None:
    first, second, third, fourth, fifth = (
        int(number)
        for number in editor.locator(".story-row").evaluate_all("rows => rows.map(row => row.dataset.story)")[
            :5
        ]
    )
    done = editor.locator("#done")
    press(editor, "j")
    expect(editor.locator(".aside-story")).to_have_attribute("data-aside", str(first))
    press(editor, "u")
    expect(done).to_contain_text("1 story: marked as used")
    expect(editor.locator(f"#story-{first} .state-used")).to_be_visible()
    press(editor, "j", "x")
    editor.keyboard.type("old news")
    press(editor, "Enter")
    expect(editor.locator(f"#story-{second} .state-not-for-us")).to_be_visible()
    press(editor, "j", "i")
    expect(editor.locator(f"#story-{third}")).to_contain_text("@editor one")
    press(editor, "j", "v", "j", "v", "w")
    expect(done).to_contain_text("2 stories: watched")
    press(editor, "U")
    expect(done).to_contain_text("Undone")
    expect(editor.locator(f"#story-{fourth} .state-watching")).to_have_count(0)
    press(editor, ".")
    expect(editor.locator(f"#story-{fifth} .state-watching")).to_be_visible()
    press(editor, "n")
    editor.keyboard.type("jk: call them")
    press(editor, "Enter")
    expect(editor.locator(".desk-history")).to_contain_text("noted: jk: call them")
    assert [state(desk, story) for story in (first, second, third, fourth, fifth)] == [
        DeskState.USED, DeskState.NOT_US, DeskState.ASSIGNED, DeskState.NEW, DeskState.WATCHING,
    ]  # fmt: skip
    assert desk.newsroom.store.triage.of([second])[second].reason == "old news"
    press(editor, "l")
    editor.wait_for_url(f"{desk.url}/stories/{fifth}")


def test_ticked_stories_go_to_a_briefing_or_become_one_by_a_key(
    editor: Page, desk: Desk, full: Desked
) -> None:
    press(editor, "j", "v", "j", "v", "b")
    editor.wait_for_url(f"{desk.url}/briefing/new")
    expect(editor.locator("input[name=story]:checked")).to_have_count(2)
    editor.goto(desk.url)
    press(editor, "j", "v", "j", "v", "c")
    editor.wait_for_url(f"{desk.url}/stories/*")
    expect(editor.locator("form[action$='/undo']")).to_have_count(1)


def test_a_report_is_taken_out_and_put_back_by_keyboard_alone(editor: Page, desk: Desk, full: Desked) -> None:
    engines, done = full.joined.engines, editor.locator("#done")
    editor.locator(f"#story-{engines} .desk-headline a").focus()
    expect(editor.locator(".aside-story")).to_have_attribute("data-aside", str(engines))
    press(editor, "G", "Space", "Tab", "Tab", "Tab", "Tab")
    editor.keyboard.type("another affair")
    press(editor, "Enter")
    expect(done).to_contain_text("1 report is a story of its own now")
    expect(editor.locator(f"#story-{engines} .desk-size")).to_contain_text("5 reports")
    press(editor, "U")
    expect(done).to_contain_text("Undone")
    expect(editor.locator(f"#story-{engines} .desk-size")).to_contain_text("6 reports")


def test_a_number_corrects_a_topic_and_m_marks_as_read(editor: Page, desk: Desk, full: Desked) -> None:
    press(editor, "j")
    row = editor.locator(".story-row").first
    expect(row.locator(".desk-chips .chip")).to_have_count(2)
    press(editor, "Shift+Digit2")
    expect(row.locator(".desk-chips .chip")).to_have_count(1)
    press(editor, "1")
    expect(row.locator(".desk-chips")).to_contain_text("decided")
    press(editor, "m")
    expect(row).to_have_class("story-row is-unread")
    press(editor, "m")
    expect(row).to_have_class("story-row")


def test_the_map_of_keys_is_shown_and_letters_are_off_while_one_types(editor: Page, desk: Desk) -> None:
    press(editor, "?")
    expect(editor.get_by_role("dialog", name="Keys")).to_contain_text("Next story")
    press(editor, "j", "Escape")
    expect(editor.locator(".story-row[aria-current]")).to_have_count(0)
    press(editor, "/")
    editor.keyboard.type("jug d")
    expect(editor.get_by_label("Words in the text")).to_have_value("jug d")
    press(editor, "Escape", "g", "t")
    editor.wait_for_url(f"{desk.url}/topics")


def test_two_editors_do_not_undo_each_other(
    editor: Page, chromium: Browser, desk: Desk, full: Desked
) -> None:
    story = full.single[0]
    press(editor, "j", "u")
    expect(editor.locator("#done")).to_contain_text("marked as used")
    others = chromium.new_context()
    other = others.new_page()
    sign_in(other, desk, "admin one")
    other.goto(desk.url)
    press(other, "j", "w")
    expect(other.locator(f"#story-{story} .state-watching")).to_be_visible()
    others.close()
    press(editor, "U")
    expect(editor.locator("#done")).to_contain_text("1 of 1 stayed: somebody has decided on them again since")
    expect(editor.locator(f"#story-{story} .state-watching")).to_be_visible()
    assert state(desk, story) == DeskState.WATCHING


def test_without_scripts_an_editor_decides_on_a_phone(phone: Page, desk: Desk, full: Desked) -> None:
    phone.goto(desk.url)
    first, second = full.single[:2]
    for story in (first, second):
        phone.locator(f"#story-{story} .desk-tick").click()
    phone.get_by_role("button", name="Watch", exact=True).click()
    expect(phone.locator("#done")).to_contain_text("2 stories: watched")
    assert (state(desk, first), state(desk, second)) == (DeskState.WATCHING, DeskState.WATCHING)
    phone.get_by_role("button", name="Undo").click()
    expect(phone.get_by_role("status").first).to_contain_text("Undone")
    phone.locator(f"#story-{first} .desk-tick").click()
    phone.locator("summary", has_text="Note").click()
    phone.get_by_label("Note", exact=True).fill("call them")
    phone.get_by_label("Note", exact=True).press("Enter")
    expect(phone.locator("#done")).to_contain_text("1 story: noted")


def test_what_comes_is_announced_and_moves_nothing_until_it_is_loaded(
    editor: Page, desk: Desk, full: Desked
) -> None:
    press(editor, "j")
    before = editor.locator(".story-row").first.bounding_box()
    arrive(desk.newsroom, full.joined.chapter, NOW + timedelta(minutes=1))
    arrived = editor.locator("#news")
    editor.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as on coming back to the tab
    expect(arrived).to_contain_text("1 moved on")
    assert editor.locator(".story-row").first.bounding_box() == before
    assert editor.locator(".story-row").first.get_attribute("data-story") == str(full.single[0])
    press(editor, "r")  # the clock stands still here, so the page that comes announces it again
    expect(editor.locator(f"#story-{full.joined.chapter} .desk-facts")).to_contain_text("2 reports")


def test_two_editors_see_who_is_at_a_story(editor: Page, chromium: Browser, desk: Desk, full: Desked) -> None:
    with editor.expect_response("**/desk/here"):
        press(editor, "j")
    others = chromium.new_context()
    other = others.new_page()
    sign_in(other, desk, "admin one")
    other.goto(desk.url)
    expect(other.locator(f"#story-{full.single[0]} .desk-looking")).to_have_text("editor one looking")
    others.close()


def test_the_command_bar_is_worked_by_keyboard_alone(editor: Page, desk: Desk, full: Desked) -> None:
    press(editor, "j", "Control+k")
    bar = editor.get_by_role("dialog", name="Go to, or do")
    editor.keyboard.type("watch")
    expect(bar.get_by_role("option", name="Watch it")).to_be_visible()
    expect(bar.locator("[aria-selected=true]")).to_have_count(1)
    while "Watch it" not in bar.locator("[aria-selected=true]").inner_text():
        press(editor, "ArrowDown")
    press(editor, "Enter")
    expect(editor.locator(f"#story-{full.single[0]} .state-watching")).to_be_visible()
    press(editor, "Control+k")
    editor.keyboard.type("coprod")
    expect(bar.locator("[aria-selected=true]")).to_contain_text("Coproduction")
    check(editor, "the command bar")
    press(editor, "Enter")
    editor.wait_for_url(f"{desk.url}/?topic=coproduction")


def test_the_keys_work_on_a_storys_own_page(editor: Page, desk: Desk, full: Desked) -> None:
    story = full.joined.engines
    editor.goto(f"{desk.url}/stories/{story}")
    press(editor, "t")
    editor.keyboard.type("Engines")
    press(editor, "Enter")
    expect(editor.locator(".story-triage .aside-standing")).to_contain_text("#engines")
    press(editor, "u")
    expect(editor.locator("#done")).to_contain_text("marked as used")
    press(editor, "U")
    expect(editor.locator(".story-triage .aside-standing")).not_to_contain_text("Used")
    assert desk.newsroom.store.triage.of([story])[story].tags == ("engines",)


def test_a_changed_key_does_its_work(editor: Page, desk: Desk, full: Desked) -> None:
    editor.goto(f"{desk.url}/account")
    editor.get_by_label("Next story").fill("s")
    editor.get_by_role("button", name="Save the keys").click()
    expect(editor.get_by_role("status").first).to_contain_text("Your keys were saved")
    editor.goto(desk.url)
    press(editor, "j")
    expect(editor.locator(".story-row[aria-current]")).to_have_count(0)
    press(editor, "s")
    expect(editor.locator(".story-row[aria-current]")).to_have_count(1)


def test_without_scripts_the_shift_and_the_places_are_pages(phone: Page, desk: Desk) -> None:
    phone.goto(f"{desk.url}/shift")
    phone.get_by_role("button", name="Shift done").click()
    expect(phone.get_by_role("status").first).to_contain_text("Your shift is done")
    phone.get_by_role("link", name="Go to").click()
    phone.locator("#place").fill("radar")
    phone.get_by_role("button", name="Look").click()
    phone.locator(".go-places a[href='/radar']").click()
    assert phone.url == f"{desk.url}/radar"


def test_what_one_presses_on_a_phone_is_thumb_size(chromium: Browser, desk: Desk, full: Desked) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, desk, "editor one")
    for path in ("/", "/shift", "/go", f"/stories/{full.joined.engines}"):
        page.goto(desk.url + path)
        small = page.locator(
            "button:visible, select:visible, .button:visible, nav a:visible, .desk-tick"
        ).evaluate_all(
            "all => all.filter(e => !e.matches('.visually-hidden')).map(e => [e.innerText || e.className,"
            " e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"
        )
        assert small == [], path
    context.close()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(editor: Page, desk: Desk, full: Desked) -> None:
    triage = desk.newsroom.store.triage
    acts = (
        Act(Do.USE),
        Act(Do.WATCH),
        Act(Do.REFUSE, "old"),
        Act(Do.ASSIGN, "admin one"),
        Act(Do.TAG, "engines"),
    )
    for story, act in zip(full.single, acts, strict=False):
        triage.act([story], act, "admin one", NOW)
    complaints: list[str] = []
    editor.on("console", lambda message: complaints.append(message.text))
    desk.newsroom.store.desk_readers.is_at(99, "Ole", full.single[0], NOW)
    for address, keys in (
        ("/?state=any", ("j", "w")),
        ("/?state=any", ("?",)),
        ("/?owner=me&tag=none", ()),
        ("/shift", ()),
        ("/go?q=re", ()),
        ("/account", ()),
        (f"/stories/{full.single[4]}", ()),
    ):
        editor.goto(desk.url + address)
        press(editor, *keys)
        if "w" in keys:
            expect(editor.locator("#done")).to_contain_text("watched")
        check(editor, address)
    assert complaints == []
