"""What editors do with stories, in a real browser: by keyboard, without scripts, in both themes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from monitor.model import Role
from tests.browser.conftest import Desk, sign_in
from tests.browser.looks import check
from tests.told_stories import tell
from tests.webui.joined import Joined, arrive
from tests.webui.newsroom import NOW
from webui.stories.timeline import BEGIN, END

pytestmark = pytest.mark.browser

ENGINES = "Vestmark freezes exports of drone engines"


@pytest.fixture
def editor(visitor: Page, desk: Desk) -> Page:
    sign_in(visitor, desk, "editor one")
    return visitor


@pytest.fixture
def plain(chromium: Browser, desk: Desk) -> Iterator[Page]:
    """An editor's phone without scripts."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, desk, "editor one")
    yield page
    context.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {wanted}")


def test_two_stories_are_merged_and_parted_by_keyboard(editor: Page, desk: Desk, told: Joined) -> None:
    editor.goto(f"{desk.url}/stories/{told.engines}")
    tab_to(editor, editor.locator("summary", has_text="Merge it with another"))
    editor.keyboard.press("Enter")
    tab_to(editor, editor.get_by_label("Merge with"))
    editor.keyboard.type("Vestmark arr")
    tab_to(editor, editor.locator("#merge-reason"))
    editor.keyboard.type("one event")
    editor.keyboard.press("Enter")
    notice = editor.locator(".story-done")
    expect(notice).to_contain_text(f"Done: editor one merged story {told.bystander} into this one")
    expect(editor.locator(".story-facts")).to_contain_text("7")
    tab_to(editor, notice.get_by_role("button", name="Undo"))
    editor.keyboard.press("Enter")
    expect(notice).to_contain_text("Undone")
    editor.goto(f"{desk.url}/stories/{told.bystander}")
    expect(editor.get_by_role("heading", level=1)).to_have_text("Vestmark arrête les exportations de moteurs")


def test_a_story_is_split_and_joined_again_by_keyboard(editor: Page, desk: Desk, told: Joined) -> None:
    editor.goto(f"{desk.url}/stories/{told.engines}")
    tab_to(editor, editor.get_by_label("Take out: Wehrkurier"))
    editor.keyboard.press("Space")
    expect(editor.locator("[data-ticked]")).to_contain_text("1 report ticked")
    tab_to(editor, editor.locator("#take-reason"))
    editor.keyboard.type("another matter")
    editor.keyboard.press("Enter")
    expect(editor.locator(".story-done")).to_contain_text("took 1 report out and made story")
    expect(editor.locator(".report")).to_have_count(3)
    tab_to(editor, editor.locator(".story-done").get_by_role("button", name="Undo"))
    editor.keyboard.press("Enter")
    expect(editor.locator(".report")).to_have_count(4)


def test_without_scripts_an_editor_merges_splits_and_undoes(plain: Page, desk: Desk, told: Joined) -> None:
    plain.goto(f"{desk.url}/stories/{told.engines}")
    plain.get_by_text("Merge it with another").click()
    plain.locator("#merge-reference").fill(f"{desk.url}/stories/{told.bystander}")
    plain.locator("#merge-reason").fill("one event")
    plain.get_by_role("button", name="Merge", exact=True).click()
    plain.locator(".story-done").get_by_role("button", name="Undo").click()
    expect(plain.locator(".story-done")).to_contain_text("Undone")
    plain.get_by_label("Take out: Wehrkurier").check()
    plain.get_by_text("Take reports out of it").click()
    plain.locator("#take-reason").fill("another matter")
    plain.get_by_role("button", name="Take them out").click()
    expect(plain.locator(".report")).to_have_count(3)
    plain.locator(".story-done").get_by_role("button", name="Undo").click()
    expect(plain.locator(".report")).to_have_count(4)
    plain.get_by_role("button", name="Mark as read").click()
    expect(plain.locator("main")).to_contain_text("Nothing new since you last looked.")


def test_looking_at_a_story_marks_it_as_read(editor: Page, desk: Desk, told: Joined) -> None:
    editor.goto(f"{desk.url}/stories/{told.engines}")
    expect(editor.get_by_role("button", name="Marked as read")).to_be_disabled()
    late = arrive(desk.newsroom, told.engines, NOW)
    reader = next(user.id for user in desk.newsroom.store.users.all() if user.role is Role.EDITOR)
    # The clock stands still here: they looked before the late report came.
    desk.newsroom.store.story_desk.unlook(reader, [told.engines])
    desk.newsroom.store.story_desk.look(reader, [told.engines], NOW.replace(minute=0))
    editor.reload()
    expect(editor.locator(".report-new")).to_have_attribute("id", f"r{late}")
    expect(editor.locator(".story-seen")).to_contain_text("1 new since you last looked")


def test_an_article_and_the_desk_lead_to_the_story(editor: Page, desk: Desk, told: Joined) -> None:
    editor.goto(f"{desk.url}/items?words=crowns")
    editor.get_by_role("link", name="6 reports, 4 outlets").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text(ENGINES)
    editor.get_by_text("2 others carry this text").click()
    editor.locator(".carriers").get_by_role("link", name=ENGINES).first.click()
    editor.get_by_role("link", name="6 reports of this story").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text(ENGINES)


def test_axe_finds_nothing_in_any_state_of_the_page(editor: Page, desk: Desk, told: Joined) -> None:
    complaints: list[str] = []
    editor.on("console", lambda message: complaints.append(message.text))
    edits = desk.newsroom.store.story_edits
    merged = edits.merge(told.engines, told.bystander, "Anna", "one event", NOW)
    edits.headline(told.engines, "The engine ban", "Anna", "shorter", NOW)
    own = f"/stories/{told.engines}"
    for path in (own, f"{own}?done={merged.number}", f"/stories/{told.bystander}"):
        editor.goto(desk.url + path)
        check(editor, path)
    editor.locator(".pick").first.click()
    editor.locator("#take-reason").fill("x")
    edits.headline(told.engines, "The ban", "Anna", "shorter still", NOW)
    editor.get_by_role("button", name="Take them out").click()
    expect(editor.locator("#take-error")).to_be_visible()
    check(editor, "a story that changed meanwhile")
    assert [text for text in complaints if "409" not in text] == []  # Chromium reports the refusal
    editor.goto(f"{desk.url}/stories/999999")
    check(editor, "no story")


def test_nothing_on_a_phone_stands_beyond_its_edge(editor: Page, desk: Desk, told: Joined) -> None:
    editor.set_viewport_size({"width": 390, "height": 844})
    editor.goto(f"{desk.url}/stories/{told.engines}")
    editor.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    widest = "Math.max(...[...document.querySelectorAll('main *')].map(e => e.getBoundingClientRect().right))"
    assert editor.evaluate(widest) <= 390


def test_what_one_presses_is_thumb_size_on_a_phone(chromium: Browser, desk: Desk, told: Joined) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, desk, "editor one")
    desk.newsroom.store.story_edits.headline(told.engines, "The ban", "Anna", "shorter", NOW)
    page.goto(f"{desk.url}/stories/{told.engines}")
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    sizes = page.locator("main :is(button, select, .pick):visible").evaluate_all(
        "all => all.map(e => [e.innerText || e.name, e.getBoundingClientRect().height])"
    )
    assert len(sizes) > 8
    assert [size for size in sizes if size[1] < 44] == []
    context.close()


def test_the_middle_of_a_long_timeline_comes_without_leaving_the_page(editor: Page, desk: Desk) -> None:
    story_id = tell(desk.newsroom.store, desk.newsroom.articles[:60], NOW)
    editor.goto(f"{desk.url}/stories/{story_id}")
    editor.locator(".report .pick input").first.check()
    expect(editor.locator(".report")).to_have_count(BEGIN + END)
    editor.get_by_role("link", name=f"Show the {60 - BEGIN - END} texts in between").click()
    expect(editor.locator(".report")).to_have_count(60)
    expect(editor.locator(".report").nth(BEGIN).locator(".report-title a").first).to_be_focused()
    expect(editor.locator(".report .pick input").first).to_be_checked()
    assert editor.url == f"{desk.url}/stories/{story_id}"
    editor.locator(".report .pick input").nth(BEGIN).check()
    expect(editor.locator("[data-ticked]")).to_contain_text("2 reports ticked")


def test_without_scripts_the_middle_and_the_chapters_are_a_link_away(
    plain: Page, desk: Desk, told: Joined
) -> None:
    story_id = tell(desk.newsroom.store, desk.newsroom.articles[:60], NOW)
    plain.goto(f"{desk.url}/stories/{story_id}")
    plain.get_by_role("link", name="texts in between").click()
    expect(plain.locator(".report")).to_have_count(60)
    plain.goto(f"{desk.url}/stories/{told.engines}")
    plain.get_by_role("link", name="Look for other stories of it").click()
    expect(plain.locator(".story-chapters a")).to_have_attribute("href", f"/stories/{told.chapter}")


def test_chapters_come_by_themselves_and_can_be_chosen_to_merge_with(
    editor: Page, desk: Desk, told: Joined
) -> None:
    editor.goto(f"{desk.url}/stories/{told.engines}")
    editor.locator("#chapters-heading").scroll_into_view_if_needed()
    expect(editor.locator(".story-chapters li")).to_have_count(1)
    expect(editor.locator(f"#merge-into option[value='{told.chapter}']")).to_have_count(1)
