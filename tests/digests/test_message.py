"""Messages as RFC 5322 wants them, read back with a parser of mail."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from monitor.digests.message import Letter, Message, digest_message_id, domain_of, to_bytes
from monitor.model import Window
from tests.digests.newsroom import CONFIRMED, MORNING

STOP = "https://desk.norrland.example/subscriptions/stop/" + "aB3-_x" * 20
MESSAGE = Message(
    sender="Wiredesk <desk@norrland.example>",
    recipient="anna@norrland.example",
    message_id="<digest-1-20261121T0700Z@norrland.example>",
    date=MORNING,
    letter=Letter("Two reports", "Plain text\n", "<p>HTML</p>"),
    stop_url=STOP,
)


def parsed(message: Message) -> EmailMessage:
    found = message_from_bytes(to_bytes(message), policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def titled(subject: str) -> Message:
    return replace(MESSAGE, letter=replace(MESSAGE.letter, subject=subject))


def test_a_digest_carries_every_header_that_large_providers_ask_for() -> None:
    found = parsed(MESSAGE)
    assert found["From"] == "Wiredesk <desk@norrland.example>"
    assert found["To"] == "anna@norrland.example"
    assert found["Date"].datetime == MORNING
    assert found["Message-ID"] == "<digest-1-20261121T0700Z@norrland.example>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["List-Id"] == "Wiredesk digest <digest.norrland.example>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(len(found.get_all(name)) == 1 for name in found)


def test_the_link_to_stop_is_written_out_and_never_encoded() -> None:
    assert f"\r\nList-Unsubscribe: <{STOP}>\r\n".encode() in to_bytes(MESSAGE)


def test_a_single_letter_is_no_list_mail() -> None:
    found = parsed(replace(MESSAGE, stop_url=""))
    assert not [name for name in found if name.startswith("List-")]


def test_plain_text_comes_before_html() -> None:
    found = parsed(MESSAGE)
    assert found.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    assert found.get_body(("plain",)).get_content().splitlines() == ["Plain text"]


def test_lines_are_short_end_in_crlf_and_are_ascii() -> None:
    long = Letter("Заголовок " * 20, "слово " * 2000 + "\n", "<p>" + "x" * 5000 + "</p>")
    raw = to_bytes(replace(MESSAGE, letter=long))
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert raw.isascii()


@pytest.mark.parametrize(
    "subject",
    [
        "Міністерство дозволило вивозити надлишок безпілотників, але список покупців не оприлюднило",
        "وزارة الدفاع تعلق تصدير الطائرات المسيرة",
        "🛰 Optics, again 🛰",
        "x" * 500,
        "слово " * 80,
        "a, b; c <d@e> (f)",
    ],
)
def test_any_subject_survives_the_journey(subject: str) -> None:
    assert parsed(titled(subject))["Subject"] == subject.strip()


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\x00", "\x0b", "\u2028", "\x85"])
def test_control_characters_cannot_begin_a_header(sign: str) -> None:
    found = parsed(titled(f"Optics{sign}Bcc: all@norrland.example"))
    assert found["Subject"] == "Optics Bcc: all@norrland.example"
    assert found["Bcc"] is None


def test_a_subject_that_looks_encoded_is_not_decoded() -> None:
    found = parsed(titled("=?utf-8?q?Optics=0D=0ABcc:_all@norrland.example?="))
    assert found["Subject"] == "= ?utf-8?q?Optics=0D=0ABcc:_all@norrland.example?="
    assert found["Bcc"] is None


def test_a_sender_with_a_name_in_cyrillic_is_encoded_once() -> None:
    found = parsed(replace(MESSAGE, sender="Стіл новин <desk@norrland.example>"))
    (address,) = found["From"].addresses
    assert (address.display_name, address.addr_spec) == ("Стіл новин", "desk@norrland.example")


def test_an_address_outside_ascii_is_written_as_utf8() -> None:
    raw = to_bytes(replace(MESSAGE, recipient="оксана@norrland.example"))
    assert "To: оксана@norrland.example\r\n".encode() in raw


def test_the_message_id_says_subscription_and_window() -> None:
    window = Window(CONFIRMED, MORNING)
    assert digest_message_id(12, window, "W <d@n.example>") == "<digest-12-20261121T0700Z@n.example>"
    assert domain_of("desk@büro.example") == "xn--bro-hoa.example"
