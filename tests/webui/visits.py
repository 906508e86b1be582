"""What a browser does, for the test client: read the CSRF token of a page and send its form."""

import re
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from monitor.store import Store
from tests.webui.newsroom import PASSWORD
from webui.outbox import message


def page(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def csrf_token(client: FlaskClient) -> str:
    """The token of this client's session; the sign-up page shows one to everybody."""
    field = page(client.get("/subscribe")).find("input", {"name": "csrf_token"})
    return str(field["value"])


def post(client: FlaskClient, path: str, **values: Any) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client), **values})


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, **values: Any) -> TestResponse:
    return post(client, "/sign-in", name=name, password=password, **values)


def confirm_path(store: Store) -> str:
    """The path of the link in the letter that was queued last."""
    letter = message.read(store.deliveries.latest(1)[0].delivery.message)
    found = re.search(r"/subscriptions/confirm/[\w.-]+", letter.text)
    assert found
    return found.group()
