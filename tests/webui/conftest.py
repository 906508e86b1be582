"""A desk over a real store, and clients signed in to it in each role."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from monitor.model import Role
from monitor.pipeline.invitations import hash_of
from monitor.settings import Settings
from monitor.store import open_store
from tests.webui.desked import Desked, desked
from tests.webui.joined import Joined, joined
from tests.webui.newsroom import NOW, Newsroom, furnish
from webui import create_app
from webui.people.sign_ins import VALID_FOR

_Made = TypeVar("_Made")


class _Compiled(BytecodeCache):
    """Templates that one test has compiled, for those that follow."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := self._known.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Newsroom]:
    """A database file with the newsroom in it and a user of each role, to be copied."""
    path = tmp_path_factory.mktemp("newsroom") / "wiredesk.db"
    return path, furnish(path)


@pytest.fixture(scope="session")
def told_database(filled_database: tuple[Path, Newsroom]) -> tuple[Path, Joined]:
    """The same with three stories in it, and which they are."""
    return _with_stories(filled_database, joined)


@pytest.fixture(scope="session")
def full_database(filled_database: tuple[Path, Newsroom]) -> tuple[Path, Desked]:
    """The same with every article in a story, and which they are."""
    return _with_stories(filled_database, desked)


def _with_stories(filled: tuple[Path, Newsroom], fill: Callable[[Newsroom], _Made]) -> tuple[Path, _Made]:
    source, furnished = filled
    path = source.with_name(f"{fill.__name__}.db")
    shutil.copy(source, path)
    store = open_store(f"sqlite:///{path}")
    made = fill(replace(furnished, store=store))
    store.close()
    return path, made


@pytest.fixture
def newsroom(
    request: pytest.FixtureRequest, filled_database: tuple[Path, Newsroom], tmp_path: Path
) -> Iterator[Newsroom]:
    """A newsroom of the test's own; with stories in it, if the test asks for `told` or `full`."""
    source, made = filled_database
    for stories in {"told_database", "full_database"} & set(request.fixturenames):
        source, _ = request.getfixturevalue(stories)
    path = tmp_path / "wiredesk.db"
    shutil.copy(source, path)
    store = open_store(f"sqlite:///{path}")
    yield Newsroom(store, made.feeds, made.articles)
    store.close()


@pytest.fixture
def told(newsroom: Newsroom, told_database: tuple[Path, Joined]) -> Joined:
    """Three stories in the newsroom."""
    return told_database[1]


@pytest.fixture
def full(newsroom: Newsroom, full_database: tuple[Path, Desked]) -> Desked:
    """A desk full of stories."""
    return full_database[1]


@pytest.fixture
def app(newsroom: Newsroom) -> Flask:
    made = create_app(newsroom.store, Settings(), b"k" * 32, clock=lambda: NOW)
    made.testing = True
    made.jinja_env.bytecode_cache = _COMPILED
    return made


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def client_as(app: Flask, newsroom: Newsroom) -> Callable[[Role], FlaskClient]:
    """Makes a client that is signed in as a user of this role."""

    def make(role: Role) -> FlaskClient:
        client, token = app.test_client(), f"token of {role}"
        user = next(user for user in newsroom.store.users.all() if user.role is role)
        newsroom.store.users.sign_in(hash_of(token), user.id, NOW, NOW + VALID_FOR)
        with client.session_transaction() as session:
            session["sign_in"] = token
        return client

    return make


@pytest.fixture
def admin(client_as: Callable[[Role], FlaskClient]) -> FlaskClient:
    return client_as(Role.ADMIN)


@pytest.fixture
def reader(client_as: Callable[[Role], FlaskClient]) -> FlaskClient:
    return client_as(Role.READER)


@pytest.fixture
def editor(client_as: Callable[[Role], FlaskClient]) -> FlaskClient:
    return client_as(Role.EDITOR)
