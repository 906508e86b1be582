"""A push all the way: the hub's POST, the web desk, the runner, and what the desk shows."""

import asyncio
import time
from pathlib import Path

from monitor.store import Store
from tests.pushed import newsroom


def test_a_push_is_on_the_desk_without_a_poll_and_none_is_lost_over_a_restart(
    sqlite_store: Store, tmp_path: Path
) -> None:
    async def play() -> None:
        async with newsroom(sqlite_store, tmp_path) as made:
            async with made.running():
                began = time.perf_counter()
                await made.push("Pushed")
                print(f"on the desk {time.perf_counter() - began:.3f} s after the hub began to send")
            await made.send("Pushed while nobody polls")
            assert made.titles() == {"Polled", "Pushed"}
            async with made.running():
                await made.push("Pushed after a restart")
            assert len(made.site.requests) == 1
            assert [form["hub.mode"] for form in made.hub.asked] == ["subscribe"]
            assert {"Pushed while nobody polls", "Pushed after a restart"} <= made.titles()
            assert len(made.titles()) == 4

    asyncio.run(play())
