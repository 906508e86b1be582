"""A PostgreSQL server of the tests' own: found on this machine, started in a folder that goes with it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoServerError(Exception):
    """There is no PostgreSQL server on this machine."""


def programs() -> Path:
    """The folder of PostgreSQL's server programs. Raises NoServerError."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        raise NoServerError("no PostgreSQL server found: install Debian's package postgresql")
    return Path(found).parent


@contextmanager
def server() -> Iterator[str]:
    """Run a server; gives its URL up to the database's name. It keeps nothing: fsync is off."""
    folder = programs()
    home = Path(tempfile.mkdtemp(prefix="wiredesk-pg-"))
    user = _unprivileged(home)
    port = _free_port()
    data = home / "data"
    common = {"user": user, "cwd": home, "env": {**os.environ, "LC_ALL": "C.UTF-8"}}
    try:
        initdb = [folder / "initdb", "-D", data, "-U", "wiredesk", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, **common)
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        pg_ctl = [folder / "pg_ctl", "-D", data, "-w"]
        log = ["-l", home / "log"]
        subprocess.run(
            [*pg_ctl, *log, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, **common
        )
        try:
            yield f"postgresql+psycopg://wiredesk@127.0.0.1:{port}/"
        finally:
            stop = [*pg_ctl, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, **common)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged(home: Path) -> str | None:
    """The user to run as: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    name = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
    shutil.chown(home, name)
    return name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
