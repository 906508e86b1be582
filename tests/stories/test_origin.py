from datetime import UTC, datetime, timedelta

from monitor.stories.copies.credit import Credit
from monitor.stories.copies.origin import Carrier, is_copy, origin

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def carrier(name: str, hours: float = 0, length: int = 1000, credit: str = "") -> Carrier:
    named = Credit(credit, 0.9, "the dateline names an agency") if credit else None
    return Carrier(name, name, NOON + timedelta(hours=hours), length, named)


def test_the_outlet_that_marks_name_is_the_original_even_if_it_came_later():
    found = origin([carrier("Mirror", 0, credit="Naval Ledger"), carrier("Naval Ledger", 2)])
    assert (found.outlet, found.id, found.sure) == ("Naval Ledger", "Naval Ledger", 0.9)


def test_a_source_is_credited_though_we_hold_no_copy_of_it():
    found = origin([carrier("Mirror", credit="Naval Ledger")])
    assert (found.outlet, found.id) == ("Naval Ledger", "")


def test_without_marks_the_first_is_the_original_and_that_is_less_sure():
    found = origin([carrier("Late", 5), carrier("First")])
    assert found.id == "First"
    assert found.sure < 0.9
    assert found.why


def test_of_two_that_came_at_once_the_fuller_is_the_original():
    assert origin([carrier("Short", 0, 400), carrier("Full", 0.2, 1200)]).id == "Full"


def test_an_outlets_second_text_is_no_copy_of_its_first():
    assert not is_copy(carrier("Ledger"), carrier("ledger", 2), 0.99, 0.6)
    assert is_copy(carrier("Ledger"), carrier("Mirror", 2), 0.99, 0.6)
