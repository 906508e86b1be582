"""An HTML document as PDF, by WeasyPrint in a process of its own: what it takes in memory goes with it."""

import subprocess
import sys
from importlib.util import find_spec
from threading import BoundedSemaphore

_OPTIONS = ("--quiet", "--pdf-tags", "--allowed-protocols", "data")
LIMIT = 60.0  # seconds; on a busy machine forty stories took 11, one 4
AT_ONCE = BoundedSemaphore(2)  # each takes a core


class NoPdf(Exception):
    """No PDF was made; the message is a sentence that says why, and what to do."""


def is_available() -> bool:
    """Whether WeasyPrint is installed here."""
    return find_spec("weasyprint") is not None


def pdf(document: str) -> bytes:
    """The document as a PDF file that loads nothing from anywhere. Raises NoPdf."""
    if not is_available():
        raise NoPdf("PDF needs one more package: install wiredesk[briefing].")
    if not AT_ONCE.acquire(blocking=False):
        raise NoPdf("Others are being made at this moment: try again in a minute.")
    try:
        return _printed(document)
    finally:
        AT_ONCE.release()


def _printed(document: str) -> bytes:
    command = [sys.executable, "-m", "weasyprint", *_OPTIONS, "-", "-"]
    try:
        done = subprocess.run(  # noqa: S603  nothing in the command is anybody's input
            command, input=document.encode(), capture_output=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise NoPdf(f"It took over {LIMIT:g} seconds: choose fewer stories.") from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
        raise NoPdf(f"WeasyPrint failed; it needs the system's Pango library. It said: {last}")
    return done.stdout
