"""Questions from threads are answered on the loop that fetches, or not in time, and that is said."""

import asyncio
import threading
from pathlib import Path

import pytest

from monitor.pipeline.lookups import Lookups, NoAnswer, Tools
from monitor.store import Store
from tests.sites import settings
from tests.webui.answering import answered


def test_questions_from_several_threads_are_answered_on_one_loop(sqlite_store: Store, tmp_path: Path) -> None:
    async def where(_tools: Tools) -> str:
        return threading.current_thread().name

    with answered(sqlite_store, settings(), tmp_path) as lookups:
        names: list[str] = []
        threads = [threading.Thread(target=lambda: names.append(lookups.ask(where))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(names) == 4
    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name


def test_an_answer_that_takes_too_long_is_given_up_and_its_work_ended(
    sqlite_store: Store, tmp_path: Path
) -> None:
    ended = threading.Event()

    async def endless(_tools: Tools) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with answered(sqlite_store, settings(), tmp_path, patience=0.1) as lookups:
        with pytest.raises(NoAnswer, match=r"over 0\.1 seconds"):
            lookups.ask(endless)
        assert ended.wait(10)


def test_without_anybody_to_answer_that_is_said() -> None:
    async def never(_tools: Tools) -> None:
        raise AssertionError

    with pytest.raises(NoAnswer, match="not running"):
        Lookups().ask(never)


def test_what_goes_wrong_in_an_answer_reaches_who_asked(sqlite_store: Store, tmp_path: Path) -> None:
    async def wrong(_tools: Tools) -> None:
        raise ZeroDivisionError

    with answered(sqlite_store, settings(), tmp_path) as lookups, pytest.raises(ZeroDivisionError):
        lookups.ask(wrong)
