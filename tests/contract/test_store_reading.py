"""What is read together is of one moment, and what one writes meanwhile is in it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from monitor.model import Role
from monitor.store import Store
from tests.samples import NOW


def test_what_is_read_together_is_read_in_one_transaction(store: Store) -> None:
    with store.database.reading_together():
        with store.database.reading() as first:
            pass
        with store.database.reading() as second:
            assert second is first
    assert first.closed
    with store.database.reading() as after:
        assert after is not first


def test_what_is_written_meanwhile_is_read_after_it(store: Store) -> None:
    with store.database.reading_together():
        assert store.users.all() == []
        store.users.add("Olha", "", Role.EDITOR, "UTC", NOW)
        assert [user.name for user in store.users.all()] == ["Olha"]


def test_a_question_that_fails_spoils_none_that_follows(store: Store) -> None:
    with store.database.reading_together():
        with pytest.raises(DBAPIError), store.database.reading() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))
        assert store.users.all() == []
