"""Why a request brought nothing: the reason behind a status, or behind an exception of the network. Pure."""

import ssl
from collections.abc import Mapping

import aiohttp

from monitor.feeds.guard import RefusedAddress
from monitor.model import FetchFailed, Reason

_LONGEST = 200  # characters of a detail
_BY_STATUS: Mapping[int, Reason] = {
    304: Reason.BAD_ANSWER,  # to a request that gave nothing to compare
    401: Reason.FORBIDDEN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.GONE,
    429: Reason.RATE_LIMITED,
    451: Reason.FORBIDDEN,
}
_BY_VERIFY_CODE: Mapping[int, str] = {  # openssl/x509_vfy.h
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is self-signed",
    19: "its certificate comes from an authority that is not trusted",
    20: "its certificate comes from an authority that is not trusted",
    21: "its certificate comes from an authority that is not trusted",
    62: "its certificate is for another host",
    64: "its certificate is for another address",
}
_BY_TLS_REASON: Mapping[str, str] = {  # openssl/sslerr.h
    "UNSUPPORTED_PROTOCOL": "it speaks no TLS 1.2 or newer",
    "TLSV1_ALERT_PROTOCOL_VERSION": "it speaks no TLS 1.2 or newer",
    "WRONG_VERSION_NUMBER": "it does not speak TLS at this port",
}


def by_status(status: int, retry_after: str) -> FetchFailed:
    """What a status says that is neither a success nor a redirect; `retry_after` as the server wrote it."""
    if status >= 500:
        reason = Reason.RATE_LIMITED if status == 503 and retry_after else Reason.SERVER_ERROR
    else:
        reason = _BY_STATUS.get(status, Reason.HTTP_STATUS)
    return FetchFailed(reason, f"HTTP {status}", retry_after[:100])


def by_exception(error: Exception) -> FetchFailed:
    """The reason behind an exception of the network, of TLS or of aiohttp."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return FetchFailed(Reason.DNS)
        case aiohttp.ClientConnectorCertificateError():
            return FetchFailed(Reason.TLS, _tls(error.certificate_error))
        case aiohttp.ClientConnectorSSLError():
            return FetchFailed(Reason.TLS, _tls(error.os_error))
        case aiohttp.ClientConnectorError() if isinstance(error.os_error, RefusedAddress):
            return FetchFailed(Reason.REFUSED_ADDRESS, str(error.os_error))
        case aiohttp.ClientConnectorError():
            return FetchFailed(Reason.CONNECT, error.os_error.strerror or "")
        case ValueError():  # aiohttp.InvalidURL among them
            return FetchFailed(Reason.REFUSED_ADDRESS, "not a usable web address")
        case OSError():
            return FetchFailed(Reason.CONNECT, _words(error))
        case _:
            return FetchFailed(Reason.BAD_ANSWER, _words(error))


def _tls(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _BY_VERIFY_CODE.get(error.verify_code, error.verify_message)
    reason = getattr(error, "reason", None) or ""
    return _BY_TLS_REASON.get(reason) or reason.lower().replace("_", " ") or _words(error)


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:_LONGEST]
