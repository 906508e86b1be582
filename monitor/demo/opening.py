"""Opens the demo's world beside a data folder, and opens the same one there the next time."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from monitor.demo.server import Clock, DemoServer, serve

_FILE = "demo-world.json"


def open_world(folder: Path, clock: Clock) -> DemoServer:
    """The bundled world on a loopback port.

    Its start and its port are kept in `folder`. Opened there again, it has the dates and the addresses that the
    desk knows, and has gone on meanwhile. Where another program has taken the port, it moves to a free one: its
    feeds then have new addresses, its items still their old names. Delete the file to begin a new world.
    Raises OSError where `folder` cannot be written, SeedError where the seed files are wrong.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _FILE
    started, port = _remembered(file) or (clock(), 0)
    server = _on_port(clock, started, port)
    file.write_text(json.dumps({"started": started.isoformat(), "port": server.port}) + "\n", "utf-8")
    return server


def _remembered(file: Path) -> tuple[datetime, int] | None:
    """The start and port of the last time; None the first time, or where the file is damaged."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        known = json.loads(file.read_text("utf-8"))
        started, port = datetime.fromisoformat(known["started"]), int(known["port"])
        if started.tzinfo and 0 < port < 65536:
            return started, port
    return None


def _on_port(clock: Clock, started: datetime, port: int) -> DemoServer:
    if port:
        with suppress(OSError):
            return serve(clock, started, port=port)
    return serve(clock, started)
