"""The migrations make the tables that the code believes in."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import monitor.store
from monitor.pipeline.searching import search
from monitor.store import Store
from monitor.store.migrate import NewerDatabaseError, revision, upgrade
from monitor.store.search import article_words
from monitor.store.search.candidates import Bounds
from monitor.store.tables import metadata
from monitor.topics.query import index_words, parse_search
from tests.contract.test_store_candidates import bring
from tests.samples import article


def is_ours(_object: object, name: str | None, *_: object) -> bool:
    return not (name or "").startswith("article_search")


def test_migrations_and_tables_agree(store: Store) -> None:
    with store.database.reading() as connection:
        options = {"include_object": is_ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_file_names_of_migrations_tell_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(monitor.store.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())
    newest_first = [script.revision for script in scripts]
    assert newest_first == sorted(newest_first, reverse=True)
    assert all(Path(script.path).name.startswith(f"{script.revision}_") for script in scripts)


def test_migrating_twice_changes_nothing(store: Store) -> None:
    before = revision(store.database)
    upgrade(store.database)
    assert revision(store.database) == before is not None


def test_a_database_of_a_newer_version_is_refused(store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match="9999"):
        upgrade(store.database)


def test_foreign_keys_are_enforced_after_a_migration(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), store.database.writing() as connection:
        connection.execute(
            text("INSERT INTO digest_items (subscription_id, article_id, digest_id) VALUES (1, 2, 3)")
        )


def test_naive_datetimes_are_refused(store: Store) -> None:
    from datetime import datetime

    from tests.samples import feed

    with pytest.raises(Exception, match="naive datetime"):
        store.feeds.add([feed()], datetime(2026, 1, 1))  # noqa: DTZ001  the point of the test


def test_articles_from_before_there_were_stems_are_found_by_their_forms(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(article_words, "_TOLD", 1)  # as of a large archive
    bring(store, article(1, title="Two licences"))
    with store.database.writing() as connection:  # as the version before left it
        connection.execute(text("DROP TABLE article_concepts"))
        connection.execute(text("DROP TABLE concepts"))
        connection.execute(text("DROP INDEX ix_story_importance_score_story_id"))
        connection.execute(text("DELETE FROM article_search"))
        connection.execute(text("DROP TABLE pending_keys"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))
    upgrade(store.database)
    assert len(search(store, parse_search("licence title:licence", {}), Bounds()).hits) == 1
    assert "index of the search anew: 1 of 1 articles" in caplog.text


def test_articles_from_before_hindi_words_were_whole_are_found_by_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:  # as the version before indexed
        before.setattr(index_words, "WORD", re.compile(r"\w+"))
        bring(store, article(1, title="भारत ने निर्यात रोका"), article(2, title="Two licences"))
    with store.database.writing() as connection:
        connection.execute(text("DROP TABLE pending_keys"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0012'"))
    wanted = parse_search("निर्यात", {})
    assert not search(store, wanted, Bounds()).hits
    upgrade(store.database)
    assert len(search(store, wanted, Bounds()).hits) == 1
    assert len(search(store, parse_search("licences", {}), Bounds()).hits) == 1


def test_what_leads_to_no_report_any_more_is_gone(store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO report_keys (key, place, article_id)"
                " VALUES (7, 49, 1), (7, 50, 2), (7, 100, 3), (4294967296, 0, 4)"
            )
        )
        connection.execute(text("DROP TABLE pending_keys"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0013'"))
    upgrade(store.database)
    with store.database.reading() as connection:
        assert connection.execute(text("SELECT place FROM report_keys")).all() == [(49,)]
