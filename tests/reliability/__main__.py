"""Writes docs/reliability.md."""

from tests.reliability.table import DOCUMENT, document

if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
