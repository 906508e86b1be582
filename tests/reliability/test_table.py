"""Every case has a test, every mark a case, and the document says which."""

from tests.reliability.marks import played
from tests.reliability.table import DOCUMENT, cases, document

LISTED = {int(number) for section in cases().values() for number in section}


def test_every_case_is_played_by_a_test() -> None:
    assert LISTED - played().keys() == set()


def test_every_mark_names_a_case() -> None:
    assert played().keys() - LISTED == set()


def test_the_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "write it: python -m tests.reliability"
