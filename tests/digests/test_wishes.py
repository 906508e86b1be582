"""What a visitor may ask for."""

import pytest

from monitor.digests.wishes import Wishes, normal_address, problems

KNOWN = ["export-bans", "coproduction"]


def wrong(**changes: object) -> dict[str, str]:
    wishes = {"email": "anna@norrland.example", "topics": ["export-bans"], "hour": 7, "zone": "Europe/Kyiv"}
    return problems(Wishes(**{**wishes, **changes}), KNOWN)


def test_good_wishes_have_no_problems() -> None:
    assert wrong() == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "anna"),
        ("topics", []),
        ("topics", ["export-bans", "<b>weather</b>"]),
        ("hour", -1),
        ("hour", 24),
        ("zone", "Mars/Utopia"),
        ("zone", "Europe"),
        ("zone", "../../etc/passwd"),
        ("zone", ""),
    ],
)
def test_each_problem_is_told_at_its_field(field: str, value: object) -> None:
    assert list(wrong(**{field: value})) == [field]


def test_all_problems_are_told_at_once() -> None:
    assert set(wrong(email="", topics=[], hour=99, zone="x")) == {"email", "topics", "hour", "zone"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Anna.Lind@Norrland.Example ", "anna.lind@norrland.example"),
        ("o'neil+desk@mail.norrland.example", "o'neil+desk@mail.norrland.example"),
        ("anna@büro.example", "anna@xn--bro-hoa.example"),
        ("оксана@norrland.example", "оксана@norrland.example"),
    ],
)
def test_an_address_is_kept_in_its_normal_form(typed: str, kept: str) -> None:
    assert normal_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "anna@",
        "@norrland.example",
        "anna@localhost",
        "anna lind@norrland.example",
        "anna@norrland..example",
        "anna@-norrland.example",
        "anna.@norrland.example",
        '"anna"@norrland.example',
        "anna@b@norrland.example",
        "anna@norrland.example\r\nBcc: all@norrland.example",
        "anna\x00@norrland.example",
        "Anna <anna@norrland.example>",
        "a" * 65 + "@norrland.example",
        "anna@" + "a" * 64 + ".example",
        "anna@" + "a.b" * 130,
        "anna@[127.0.0.1]",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert normal_address(typed) is None
