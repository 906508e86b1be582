"""The folder that stands in for a mail server."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from monitor.digests.message import Letter, Message, to_bytes
from monitor.digests.outbox import Outbox
from monitor.digests.outcome import Sent, TryLater, Withdrawn
from tests.digests.newsroom import MORNING

MESSAGE = Message(
    "Wiredesk <desk@norrland.example>",
    "anna@norrland.example",
    "<digest-1-20261121T0700Z@norrland.example>",
    MORNING,
    Letter("Two reports", "Plain text\n", "<p>HTML</p>"),
)


def yes() -> bool:
    return True


def send(folder: Path, message: Message = MESSAGE, before: Callable[[], bool] = yes) -> object:
    return Outbox(folder).send(to_bytes(message), message.recipient, before)


def test_a_message_becomes_a_file_named_by_time_and_recipient(tmp_path: Path) -> None:
    assert send(tmp_path / "outbox") == Sent()
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name.startswith("20261121T070000Z-anna_norrland.example-")
    assert file.suffix == ".eml"
    assert b"Subject: Two reports\r\n" in file.read_bytes()


def test_the_same_message_written_twice_is_one_file(tmp_path: Path) -> None:
    send(tmp_path)
    send(tmp_path)
    send(tmp_path, replace(MESSAGE, message_id="<another@norrland.example>"))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_message_that_is_held_back_leaves_nothing(tmp_path: Path) -> None:
    assert send(tmp_path, before=lambda: False) == Withdrawn()
    assert list(tmp_path.iterdir()) == []


def test_before_the_message_is_claimed_no_eml_file_is_there(tmp_path: Path) -> None:
    seen: list[Path] = []
    send(tmp_path, before=lambda: not seen.extend(tmp_path.glob("*.eml")))
    assert seen == []
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_a_recipient_cannot_leave_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    send(folder, replace(MESSAGE, recipient="../../../etc/passwd@norrland.example"))
    assert [file.parent for file in tmp_path.rglob("*.eml")] == [folder]


def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    blocked = tmp_path / "outbox"
    blocked.write_text("a file where the folder should be")
    outcome = send(blocked)
    assert isinstance(outcome, TryLater)
    assert str(blocked) in outcome.error
