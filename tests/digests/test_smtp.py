"""Handing messages to a real SMTP server that is not always kind."""

import asyncio
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monitor.digests.message import Letter, Message, to_bytes
from monitor.digests.outcome import Outcome, Refused, Sent, TryLater, Unknown, Unreachable, Withdrawn
from monitor.digests.smtp import SmtpSender
from monitor.settings import MailSettings
from tests.digests.mail_server import Manners, free_port, serving, settings_for
from tests.digests.newsroom import MORNING

LETTER = Letter("Two reports", "First line\n.\n..leading dots\n", "<p>HTML</p>")


def message(number: int, recipient: str) -> bytes:
    message_id = f"<digest-{number}@norrland.example>"
    return to_bytes(Message("Wiredesk <desk@norrland.example>", recipient, message_id, MORNING, LETTER))


def reader(number: int) -> str:
    return f"reader{number}@norrland.example"


def send_all(settings: MailSettings, count: int) -> list[Outcome]:
    """Send one message to each of `count` readers over one sender."""
    with SmtpSender(settings) as sender:
        return [send(sender, number) for number in range(count)]


def send(sender: SmtpSender, number: int, *, wanted: bool = True) -> Outcome:
    return sender.send(message(number, reader(number)), reader(number), lambda: wanted)


def test_messages_arrive_byte_for_byte_over_one_connection() -> None:
    manners = Manners()
    with serving(manners) as settings:
        assert send_all(settings, 3) == [Sent()] * 3
    assert manners.recipients == [reader(0), reader(1), reader(2)]
    for number, (_, got) in enumerate(manners.received):
        sent, boundary = message(number, reader(number)), b"==============="
        assert [line for line in got.splitlines() if boundary not in line] == [
            line for line in sent.splitlines() if boundary not in line
        ]
    assert len(manners.connections) == 1
    assert {sender for sender, _ in manners.senders} == {"desk@norrland.example"}


def test_the_claim_comes_after_the_recipient_is_accepted_and_before_the_text() -> None:
    manners = Manners(at_rcpt={reader(1): "550 5.1.1 no such mailbox"})
    claims: list[int] = []
    with serving(manners) as settings, SmtpSender(settings) as sender:
        for number in range(2):
            sender.send(
                message(number, reader(number)),
                reader(number),
                lambda: not claims.append(len(manners.received)),
            )
    assert claims == [0], "asked once, when nothing was received yet, and not for the refused one"


def test_a_message_held_back_at_the_last_moment_is_not_sent_and_the_next_one_is() -> None:
    manners = Manners()
    with serving(manners) as settings, SmtpSender(settings) as sender:
        assert send(sender, 1, wanted=False) == Withdrawn()
        assert send(sender, 2) == Sent()
    assert manners.recipients == [reader(2)]


def test_each_recipient_is_judged_by_itself() -> None:
    answers = {reader(1): "550 5.1.1 no such mailbox", reader(2): "451 4.7.1 greylisted"}
    manners = Manners(at_rcpt=answers)
    with serving(manners) as settings:
        outcomes = send_all(settings, 4)
    assert outcomes == [
        Sent(),
        Refused("550 5.1.1 no such mailbox"),
        TryLater("451 4.7.1 greylisted"),
        Sent(),
    ]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("554 5.7.1 looks like spam", Refused("554 5.7.1 looks like spam", content=True)),
        ("451 4.3.0 disk is full", TryLater("451 4.3.0 disk is full")),
        ("421 4.3.2 shutting down", TryLater("421 4.3.2 shutting down")),
    ],
)
def test_what_is_said_after_the_text_counts(answer: str, outcome: Outcome) -> None:
    with serving(Manners(at_data=answer)) as settings:
        assert send_all(settings, 2) == [outcome] * 2


@pytest.mark.parametrize("answer", ["550 5.7.1 sender not allowed", "452 4.5.3 too many, slow down"])
def test_a_refused_sender_is_no_fault_of_the_recipient(answer: str) -> None:
    with serving(Manners(at_mail=answer)) as settings:
        (outcome,) = send_all(settings, 1)
    assert isinstance(outcome, Unreachable)
    assert answer in outcome.error


def test_a_server_that_takes_three_messages_a_connection_gets_them_all() -> None:
    manners = Manners(a_connection=3)
    with serving(manners) as settings:
        assert send_all(settings, 10) == [Sent()] * 10
    assert len(manners.connections) == 4
    assert set(manners.message_ids.values()) == {1}


def test_a_connection_cut_between_two_messages_is_made_anew() -> None:
    manners = Manners(cut_after=5)
    with serving(manners) as settings, SmtpSender(settings) as sender:
        outcomes = []
        for number in range(10):
            outcomes.append(send(sender, number))
            if number == 4:
                _wait_for_the_cut()
    assert outcomes == [Sent()] * 10
    assert set(manners.message_ids.values()) == {1}


def _wait_for_the_cut() -> None:
    asyncio.run(asyncio.sleep(0.2))


def test_a_cut_before_the_text_is_tried_again_later() -> None:
    with serving(Manners(cut_at_rcpt=True)) as settings:
        (outcome,) = send_all(settings, 1)
    assert isinstance(outcome, TryLater)


def test_a_cut_after_the_text_leaves_it_unknown() -> None:
    with serving(Manners(cut_in_data=True)) as settings:
        first, second = send_all(settings, 2)
    assert isinstance(first, Unknown)
    assert isinstance(second, Unknown), "the next message went over a connection of its own"


def test_silence_after_the_text_leaves_it_unknown() -> None:
    manners = Manners(silent_at="DATA")
    with serving(manners) as settings:
        (outcome,) = send_all(settings, 1)
    assert isinstance(outcome, Unknown)
    assert "no answer within 1 seconds" in outcome.error
    assert manners.recipients == [reader(0)], "it had arrived, which we could not know"


def test_silence_before_the_text_is_tried_again_later() -> None:
    with serving(Manners(silent_at="RCPT")) as settings:
        (outcome,) = send_all(settings, 1)
    assert isinstance(outcome, TryLater)


def test_a_server_that_is_not_there_is_named() -> None:
    port = free_port()
    (outcome,) = send_all(settings_for(port), 1)
    assert isinstance(outcome, Unreachable)
    assert outcome.error.startswith(f"127.0.0.1:{port}: ")


def test_a_host_that_does_not_resolve_is_unreachable() -> None:
    (outcome,) = send_all(settings_for(25, host="mail.norrland.invalid"), 1)
    assert isinstance(outcome, Unreachable)


def test_starttls_is_demanded_not_just_tried() -> None:
    manners = Manners()
    with serving(manners) as settings:
        (outcome,) = send_all(settings.model_copy(update={"security": "starttls"}), 1)
    assert isinstance(outcome, Unreachable)
    assert "STARTTLS" in outcome.error
    assert manners.senders == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, signed by nobody."""
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run(
        [*make, "-keyout", file, "-out", file.with_suffix(".crt")], check=True, capture_output=True
    )
    return file


@contextmanager
def serving_tls(manners: Manners, certificate: Path) -> Iterator[MailSettings]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.with_suffix(".crt"), certificate)
    with serving(manners, tls_context=context, require_starttls=True) as settings:
        yield settings.model_copy(update={"security": "starttls"})


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    manners = Manners()
    with serving_tls(manners, certificate) as settings:
        (outcome,) = send_all(settings, 1)
    assert isinstance(outcome, Unreachable)
    assert "certificate verify failed" in outcome.error
    assert manners.senders == []


def test_with_a_trusted_certificate_mail_goes_out_encrypted(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    manners = Manners()
    with serving_tls(manners, certificate) as settings:
        assert send_all(settings, 2) == [Sent(), Sent()]
    assert manners.recipients == [reader(0), reader(1)]


class _Doorkeeper:
    def __call__(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=(login.login, login.password) == (b"desk", b"right"), handled=False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize(
    ("password", "expected"), [("right", Sent), ("wrong", Unreachable), ("ключ", Unreachable)]
)
def test_signing_in(password: str, expected: type) -> None:
    options = {"authenticator": _Doorkeeper(), "auth_required": True, "auth_require_tls": False}
    with serving(Manners(), **options) as settings:
        signed_in = settings_for(settings.port, user="desk", password=password)
        (outcome,) = send_all(signed_in, 1)
        assert isinstance(outcome, expected)
        (stranger,) = send_all(settings, 1)
    assert isinstance(stranger, Unreachable)
    if expected is Unreachable:
        assert password not in outcome.error


@pytest.mark.parametrize("able", [True, False])
def test_an_address_outside_ascii_goes_only_to_a_server_that_can_take_it(able: bool) -> None:
    manners = Manners()
    recipient = "оксана@norrland.example"
    with serving(manners, enable_SMTPUTF8=able) as settings, SmtpSender(settings) as sender:
        outcome = sender.send(message(1, recipient), recipient, lambda: True)
        assert send(sender, 2) == Sent()
    if able:
        assert outcome == Sent()
        assert "SMTPUTF8" in manners.senders[0][1]
    else:
        assert isinstance(outcome, Refused)
        assert "SMTPUTF8" in outcome.error
    assert manners.recipients == [recipient, reader(2)][not able :]


def test_a_servers_long_answer_is_cut_to_one_line() -> None:
    manners = Manners(at_rcpt={reader(0): "550-first line\r\n550 " + "x" * 400})
    with serving(manners) as settings:
        (outcome,) = send_all(settings, 1)
    assert outcome == Refused(replace(outcome).error)
    assert len(outcome.error) <= 300
    assert "\n" not in outcome.error
