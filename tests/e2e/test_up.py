"""`wiredesk up` as users run it: a process of its own, stopped, killed and started again."""

import html
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

WIREDESK = Path(sys.executable).with_name("wiredesk")
PATIENCE = 150  # seconds for what takes some; training is part of it


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    def __init__(self, data: Path, *arguments: str) -> None:
        self.port = free_port()
        self.data = data
        self.url = f"http://127.0.0.1:{self.port}"
        command = [WIREDESK, "--data", data, "up", "--port", str(self.port), *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def get(self, path: str = "/") -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read().decode()

    def wait_for(self, what: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if what():
                    return
            except (OSError, sqlite3.OperationalError):
                pass
            assert self.process.poll() is None, self.process.stdout.read()
            time.sleep(0.2)
        pytest.fail("it did not happen in time")

    def is_up(self) -> bool:
        return "ok" in self.get("/healthz")

    def stop(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        output, _ = self.process.communicate(timeout=40)
        return output


@contextmanager
def up(data: Path, *arguments: str) -> Iterator[Process]:
    started = Process(data, *arguments)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.process.kill()
        started.process.communicate()


def count(database: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(query).fetchone()[0])


def test_the_demo_fills_the_desk_goes_on_after_a_kill_and_doubles_nothing(tmp_path: Path) -> None:
    database = tmp_path / "demo" / "wiredesk.db"

    def polled() -> int:
        return count(database, "SELECT count(*) FROM feeds WHERE last_polled_at IS NOT NULL")

    with up(tmp_path, "--demo") as demo:
        demo.wait_for(lambda: polled() >= 15)
        # There at once, also while the topics are being learnt.
        assert "/articles/" in demo.get("/items?topic=all")
        demo.wait_for(lambda: count(database, "SELECT count(DISTINCT topic) FROM matches") == 3)
        desk = demo.get("/items")
        assert "Export bans" in desk
        assert "<mark" in desk
        assert count(database, "SELECT count(*) FROM articles") >= 150
        assert count(database, "SELECT count(DISTINCT topic) FROM matches") == 3
        assert count(database, "SELECT count(*) FROM feeds WHERE reason = 'not-a-feed'") == 1
        demo.process.send_signal(signal.SIGKILL)

    before = count(database, "SELECT count(*) FROM articles")
    with up(tmp_path, "--demo") as demo:
        demo.wait_for(lambda: count(database, "SELECT count(*) FROM articles") > before)
        output = demo.stop()
    assert demo.process.returncode == 0, output
    assert "Traceback" not in output
    doubled = "SELECT count(*) FROM (SELECT feed_id, title FROM articles GROUP BY 1, 2 HAVING count(*) > 1)"
    assert count(database, doubled) == 0
    assert count(database, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check != 'ok'") == 0


def test_the_desk_that_polls_also_answers_what_admins_ask_of_other_servers(tmp_path: Path) -> None:
    database = tmp_path / "demo" / "wiredesk.db"
    with up(tmp_path, "--demo") as demo:
        demo.wait_for(
            lambda: count(database, "SELECT count(*) FROM feeds WHERE last_good_at IS NOT NULL") > 0
        )
        with closing(sqlite3.connect(database)) as connection:
            query = "SELECT url, name FROM feeds WHERE last_good_at IS NOT NULL"
            url, name = connection.execute(query).fetchone()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        asked = browser.open(f"{demo.url}/feeds/new").read().decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', asked)[1]
        form = urllib.parse.urlencode({"csrf_token": token, "address": url}).encode()
        tried = browser.open(f"{demo.url}/feeds/new/find", form).read().decode()
        output = demo.stop()
    assert "The desk has this feed already, as <a href" in tried
    assert name in html.unescape(tried)
    assert "Traceback" not in output


def test_a_first_start_prints_a_link_that_makes_the_admin(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text('[[feed]]\nname = "Nowhere"\nurl = "http://nowhere.invalid/feed"\n')
    with up(tmp_path) as desk:
        desk.wait_for(desk.is_up)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            desk.get("/invitations/forged")
        output = desk.stop()
    link = re.search(r"http://127\.0\.0\.1:\d+(/invitations/\S+)", output)
    assert link, output
    with up(tmp_path) as desk:
        desk.wait_for(desk.is_up)
        assert "password" in desk.get(link[1])


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [WIREDESK, "--data", tmp_path, "up", "--demo", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert port in done.stderr


def test_a_demo_that_others_could_reach_is_refused(tmp_path: Path) -> None:
    command = [WIREDESK, "--data", tmp_path, "up", "--demo"]
    environment = {**os.environ, "WIREDESK_SERVER_HOST": "0.0.0.0"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 1
    assert "loopback" in done.stderr
