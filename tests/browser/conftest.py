"""The desk served on the loopback address, and Debian's Chromium to look at it."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from monitor.digests import links
from monitor.settings import Settings
from monitor.store import open_store
from tests.sites import settings
from tests.webui.answering import answered
from tests.webui.desked import Desked, desked
from tests.webui.joined import Joined, joined
from tests.webui.newsroom import NOW, PASSWORD, Newsroom, furnish
from tests.webui.weeks import Weeks, fill_weeks
from webui import create_app

SECRET = b"k" * 32
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip


class QuietHandler(WSGIRequestHandler):
    def log(self, type, message, *args):  # noqa: A002  its own name for it
        """Requests are not news in a test."""


@dataclass(frozen=True, slots=True)
class Desk:
    url: str
    newsroom: Newsroom

    def stop_link(self, email: str) -> str:
        subscription = self.newsroom.store.subscriptions.by_email(email)
        assert subscription
        return links.stop_url(self.url, links.stop_token(SECRET, subscription.id))


# No longer: while it lives its event loop runs, and no other test can start one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Newsroom]:
    path = tmp_path_factory.mktemp("newsroom") / "wiredesk.db"
    return path, furnish(path)


@pytest.fixture
def desk(furnished: tuple[Path, Newsroom], models: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk with sign-in over a newsroom of its own, which may fetch from the loopback address."""
    source, made = furnished
    path = tmp_path / "wiredesk.db"
    shutil.copy(source, path)
    store = open_store(f"sqlite:///{path}")
    with answered(store, settings(), models) as lookups:
        app = create_app(store, Settings(polling=settings()), SECRET, clock=lambda: NOW, lookups=lookups)
        with serving(app) as url:
            yield Desk(url, Newsroom(store, made.feeds, made.articles))
    store.close()


@pytest.fixture
def told(desk: Desk) -> Joined:
    """Three stories in the newsroom."""
    return joined(desk.newsroom)


@pytest.fixture
def full(desk: Desk) -> Desked:
    """A desk full of stories."""
    return desked(desk.newsroom)


@pytest.fixture
def weeks(desk: Desk) -> Weeks:
    """Weeks of news with a spike at their end."""
    return fill_weeks(desk.newsroom.store)


@contextmanager
def serving(app: Flask, port: int = 0) -> Iterator[str]:
    """The address of the app; at any free port, unless one is named."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1440, "height": 1080}, timezone_id="Europe/Kiev")
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def visitor(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def admin(visitor: Page, desk: Desk) -> Page:
    sign_in(visitor, desk, "admin one")
    return visitor


def sign_in(page: Page, desk: Desk, name: str) -> None:
    page.goto(f"{desk.url}/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
