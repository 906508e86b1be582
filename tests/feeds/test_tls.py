"""Encryption: what is refused is named, nothing can be waved through, and an authority one trusts is trusted."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from monitor.feeds.http import Fetcher
from monitor.model import Fetched, FetchFailed, FetchRequest, FetchResult, Reason
from tests.sites import PRIVATE, ok, settings, site


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this machine trusts, made known in the way that an operator would."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def fetch(tls: ssl.SSLContext) -> FetchResult:
    """What comes of asking this server for https."""

    async def run() -> FetchResult:
        async with (
            site(lambda _: ok(b"<rss/>"), tls=tls) as served,
            Fetcher(settings(), "Wiredesk/test") as fetcher,
        ):
            return await fetcher.fetch(FetchRequest(f"https://{PRIVATE}:{served.port}/feed"))

    return asyncio.run(run())


@pytest.mark.reliability(30)
def test_a_good_certificate_of_a_trusted_authority_is_accepted(trusted: trustme.CA) -> None:
    result = fetch(serving(trusted.issue_cert(PRIVATE)))
    assert isinstance(result, Fetched), result
    assert result.body == b"<rss/>"


def self_signed(_: trustme.CA) -> trustme.LeafCert:
    """An authority's own certificate, served as if it were a host's."""
    alone = trustme.CA()
    return trustme.LeafCert(alone.private_key_pem.bytes(), alone.cert_pem.bytes(), [])


@pytest.mark.reliability(30)
@pytest.mark.parametrize(
    ("issue", "sentence"),
    [
        (
            lambda ca: ca.issue_cert(PRIVATE, not_after=datetime(2020, 1, 1, tzinfo=UTC)),
            "its certificate has expired",
        ),
        (
            lambda ca: ca.issue_cert(
                PRIVATE,
                not_before=datetime(2200, 1, 1, tzinfo=UTC),
                not_after=datetime(2201, 1, 1, tzinfo=UTC),
            ),
            "its certificate is not valid yet",
        ),
        (lambda ca: ca.issue_cert("127.0.0.9"), "its certificate is for another address"),
        (lambda ca: ca.issue_cert("outlet.example"), "its certificate is for another address"),
        (
            lambda _: trustme.CA().issue_cert(PRIVATE),
            "its certificate comes from an authority that is not trusted",
        ),
        (self_signed, "its certificate is self-signed"),
    ],
    ids=["expired", "not yet", "another address", "another name", "unknown authority", "self-signed"],
)
def test_a_bad_certificate_is_refused_and_the_fault_named(
    trusted: trustme.CA, issue: Callable[[trustme.CA], trustme.LeafCert], sentence: str
) -> None:
    assert fetch(serving(issue(trusted))) == FetchFailed(Reason.TLS, sentence)


def fetch_from_socket(handle: Callable[[socket.socket], None]) -> FetchResult:
    """What comes of asking for https where `handle` gets the connection, in a thread: asyncio sends no TLS alerts."""

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            handle(connection)

    async def run() -> FetchResult:
        with socket.create_server((PRIVATE, 0)) as listener:
            serving = asyncio.create_task(asyncio.to_thread(serve, listener))
            async with Fetcher(settings(), "Wiredesk/test") as fetcher:
                result = await fetcher.fetch(
                    FetchRequest(f"https://{PRIVATE}:{listener.getsockname()[1]}/feed")
                )
            await serving
            return result

    return asyncio.run(run())


@pytest.mark.reliability(30)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_a_server_that_speaks_old_tls_only_is_refused(trusted: trustme.CA, version: ssl.TLSVersion) -> None:
    old = serving(trusted.issue_cert(PRIVATE))
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, version

    def handle(connection: socket.socket) -> None:
        with pytest.raises(ssl.SSLError, match="UNSUPPORTED_PROTOCOL"):
            old.wrap_socket(connection, server_side=True)

    assert fetch_from_socket(handle) == FetchFailed(Reason.TLS, "it speaks no TLS 1.2 or newer")


@pytest.mark.reliability(30)
def test_a_server_that_speaks_no_tls_is_refused() -> None:
    def handle(connection: socket.socket) -> None:
        connection.recv(10_000)
        connection.sendall(ok(b"plain", status="400 Bad Request"))

    assert fetch_from_socket(handle) == FetchFailed(Reason.TLS, "it does not speak TLS at this port")


@pytest.mark.reliability(30)
def test_no_setting_turns_verification_off() -> None:
    words = ("verify", "insecure", "ignore", "certificate", "ssl")
    assert not [name for name in type(settings()).model_fields if any(word in name for word in words)]
