"""What holds for every page."""

from collections.abc import Sequence
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from monitor.model import Act, Classified, Do, Feed, Match, PollOutcome, Role, Says, SpellingState, Wish
from monitor.pipeline.invitations import invite
from monitor.pipeline.subscriptions import sign_up
from monitor.settings import Settings
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.topics.intervals import Share
from monitor.topics.judging.wishes import Choice, Effect, Weighed
from monitor.topics.measuring.blind import Drawn
from monitor.topics.measuring.proposal import Change, Compared, Moved
from tests.browser.conftest import SECRET, Desk, sign_in
from tests.browser.looks import check
from tests.pipeline.publisher import ARTICLE, PAGE, RSS, site_of
from tests.samples import article
from tests.served import served
from tests.webui.desked import single_stories
from tests.webui.newsroom import ILL, NOW, TOPICS
from tests.webui.speeches import told
from tests.webui.test_hostile import HOSTILE

pytestmark = pytest.mark.browser

PARTS = 3  # of the list of pages, that no test takes too long
STRANGERS = ("/sign-in", "/subscribe", "/nothing-here")


def paths_of(desk: Desk) -> list[str]:
    """Every page that an admin sees, and every state worth looking at."""
    store = desk.newsroom.store
    sign_up(store, Settings(), SECRET, "anna@example.org", ["coproduction"], 7, "UTC", NOW)
    decide(store, desk.newsroom.articles)
    store.searches.add(1, "Engines", '"Brevik Motor" OR nordfors*', "", True, NOW)
    store.drafts.put(TOPICS[0], NOW)
    feed_id, number = desk.newsroom.feeds[0], store.deliveries.latest(1)[0].delivery.id
    return [
        "/", "/watchlists", "/topics/drafts", "/?words=zebra", "/?topic=nonsense", "/shift", "/go?q=re", "/go?q=zebra",
        "/items", "/items?topic=all&language=en&day=2026-11-20", "/items?words=zebra", "/items?topic=nonsense",
        f"/articles/{desk.newsroom.articles[0]}", "/topics", "/topics/coproduction/quality",
        "/topics/coproduction/changes", "/topics/procurement-scandals/changes", "/topics/procurement-scandals/quality",
        "/topics/coproduction/sample", "/topics/export-bans/quality", "/topics/export-bans/sample",
        "/feeds", "/feeds/new", f"/feeds/{feed_id}/edit",
        "/feeds/new/details", "/feeds/import", *(f"/feeds/{one}" for one in desk.newsroom.feeds[ILL - 1 :]),
        f"/feeds/{feed_id}/delete", "/ledger", f"/ledger?q={desk.newsroom.articles[0]}",
        "/ledger?q=https://norrlandpress.example/wire.xml", "/ledger?q=https://nobody.example/a", "/ledger?q=licence",
        *name_pages(store), "/radar", "/outbox", f"/outbox/{number}", "/people", "/account", "/subscribe",
        desk.stop_link("anna@example.org").removeprefix(desk.url),
        f"/invitations/{invite(store, Role.READER, NOW)}",
    ]  # fmt: skip


def name_pages(store: Store) -> list[str]:
    """The pages of names and quotations: one name in the news, one that is not."""
    (first, *_), found = told(store), store.spellings.suggested(1)[0].spelling
    store.spellings.decide(found.number, SpellingState.CONFIRMED, "editor one", NOW)
    quoted = store.quotes.of_articles([first])[0].quotation
    return [
        "/names", "/names?q=zebra", "/names?kind=weapon", "/names/kyiv", "/names/boris-pistorius",
        f"/names/{found.name}", "/names/leopard-2", "/names/spellings", "/names/new", "/quotes",
        "/quotes?speaker=zebra&since=2026-11-01&feed=x", "/quotes?speaker=Kestrelby",
        f"/articles/{first}?quote={quoted.field}-{quoted.start}",
    ]  # fmt: skip


def decide(store: Store, articles: Sequence[int]) -> None:
    """People have decided on the first article, a blind sample waits, and there is something to learn."""
    store.verdicts.give(articles[0], "export-bans", Says.CARRIES, "editor one", NOW, "the minister says so")
    store.verdicts.give(articles[0], "coproduction", Says.NOT, "editor one", NOW)
    weigh(store)
    for version, carried in (("v1", True), ("v2", False)):
        found = (Match("coproduction", 0.8, carried, (), version),)
        judged = {
            number: Classified(one, found, version)
            for number, one in store.matches.outdated(version, 9).items()
        }
        store.matches.replace(judged, NOW)
    drawn = Drawn((1, 9), ((articles[1], 0), (articles[2], 1)))
    store.samples.add("coproduction", NOW.date(), drawn, 4, "v1", NOW)
    compared = Compared(2, 902, (0.8, 0.82), {"export-bans": (0.8, 0.82)})
    moved = (Moved(articles[1], "Licences on hold", "export-bans"),)
    store.proposals.add(NOW, 2, Change(compared, 2_000, {"export-bans": 1}, {}, moved, ()))


def weigh(store: Store) -> None:
    """The wishes for one topic have been weighed; an example stands against one of them."""
    share = Share(0.8, 0.7, 0.9, 64)
    effects = tuple(
        Effect(
            Choice(wish, cut, share, share), 2.5, ("x.toml: examples.match #1: does not match",) * (cut > 0.5)
        )
        for wish, cut in zip(Wish, (0.2, 0.4, 0.6), strict=True)
    )
    store.wish_effects.put({"coproduction": Weighed(9_000, 3_000, effects)}, "v1", NOW)


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor: Page, desk: Desk, part: int) -> None:
    complaints: list[str] = []
    visitor.on("console", lambda message: complaints.append(message.text))
    for path in STRANGERS[:2]:
        visitor.goto(desk.url + path)
        check(visitor, path)
    sign_in(visitor, desk, "admin one")
    for path in paths_of(desk)[part::PARTS]:
        visitor.goto(desk.url + path)
        check(visitor, path)
    assert complaints == []
    visitor.goto(desk.url + STRANGERS[2])
    check(visitor, STRANGERS[2])


def test_a_form_with_errors_is_accessible_too(visitor: Page, desk: Desk) -> None:
    sign_in(visitor, desk, "admin one")
    visitor.goto(f"{desk.url}/feeds/new/details")
    visitor.locator("form.card").evaluate("form => form.noValidate = true")
    visitor.get_by_role("button", name="Add the feed").click()
    assert visitor.locator(".field-error").count() >= 2
    check(visitor, "/feeds/new/details")


def test_every_step_to_a_new_feed_is_accessible(visitor: Page, desk: Desk) -> None:
    sign_in(visitor, desk, "admin one")
    with served(site_of({"/": PAGE, "/all.xml": RSS, "/a/1": ARTICLE.format("<p>Short.</p>")})) as publisher:
        for address, says in ((f"{publisher}/none", "There is nothing"), (publisher, "1 feed found")):
            visitor.goto(f"{desk.url}/feeds/new")
            visitor.get_by_label("Address").fill(address)
            visitor.get_by_role("button", name="Find its feeds").click()
            expect(visitor.locator("main")).to_contain_text(says)
            check(visitor, says)
        for button, says in (
            ("Try Harbour Gazette", "What it is"),
            ("Read the page of its first item", "No text"),
        ):
            visitor.get_by_role("button", name=button).click()
            expect(visitor.locator("main")).to_contain_text(says)
            check(visitor, says)


def test_what_became_of_an_import_is_accessible(visitor: Page, desk: Desk) -> None:
    sign_in(visitor, desk, "admin one")
    visitor.goto(f"{desk.url}/feeds/import")
    body = b'<opml><body><outline text="A & B" xmlUrl="https://a.example/"/><outline xmlUrl="ftp://b/"/></body></opml>'
    visitor.get_by_label("A file").set_input_files(
        {"name": "list.opml", "mimeType": "text/xml", "buffer": body}
    )
    visitor.get_by_role("button", name="Import").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("1 feed added")
    check(visitor, "imported")


def test_targets_are_thumb_size_on_a_phone(chromium: Browser, desk: Desk) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, desk, "admin one")
    feed = f"/feeds/{desk.newsroom.feeds[0]}"
    for path in ("/", "/feeds", "/feeds/new", "/feeds/new/details", feed, "/subscribe"):
        page.goto(desk.url + path)
        sizes = page.locator("button:visible, select:visible, .button:visible, nav a:visible").evaluate_all(
            "all => all.map(e => [e.innerText || e.name, e.getBoundingClientRect().height])"
        )
        assert len(sizes) > 5
        assert [size for size in sizes if size[1] < 44] == [], path
    context.close()


def test_hostile_text_runs_nothing(admin: Page, desk: Desk) -> None:
    ran: list[str] = []
    admin.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    store = desk.newsroom.store
    (feed_id,) = store.feeds.add([Feed("https://hostile.example/feed", HOSTILE[1])], NOW)
    lease = store.feeds.claim(["https://hostile.example/feed"], NOW)[0]
    made = [
        article(number, key=f"h{number}", entry_id=text, title=text, summary=text, content=text, author=text)
        for number, text in enumerate(HOSTILE)
    ]
    store.feeds.record(lease, PollOutcome(lease.polling, tuple(Classified(one, ()) for one in made)))
    lines = store.desk.page(DeskFilter(ALL, feed_id=feed_id), 50).lines
    assert len(lines) == len(HOSTILE)
    articles = [f"/articles/{line.article_id}" for line in lines]
    fates = [f"/ledger?q={line.article_id}" for line in lines]
    ledger = ["/ledger?q=https://hostile.example/feed", f"/ledger?q={quote(HOSTILE[1], safe='')}"]
    single_stories(store)
    numbers = list(store.stories.of_articles([line.article_id for line in lines]).values())
    store.triage.act(numbers, Act(Do.NOTE, HOSTILE[2]), HOSTILE[1], NOW)
    stories = [f"/stories/{number}" for number in numbers]
    asides = [f"{story}/aside" for story in stories]
    lists = ["/?topic=all", "/items?topic=all", "/feeds", f"/feeds/{feed_id}", "/numbers", "/briefing/new"]
    for path in [*lists, *stories, *asides, *ledger, *fates, *articles]:
        admin.goto(desk.url + path)
        assert admin.url == desk.url + path
    assert ran == []


def test_the_canary_would_sing(chromium: Browser) -> None:
    """The test above can fail: the same strings run where nothing escapes them and no policy forbids it."""
    page, ran = chromium.new_page(), []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.set_content(HOSTILE[2])
    page.wait_for_timeout(300)
    assert ran == ["1"]
    page.close()
