"""Why a poll brought nothing, or a page no text."""

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """Why a poll brought nothing, or a page no text. The desk, the command line and the docs all read this one list."""

    REFUSED_ADDRESS = "refused-address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"
    RATE_LIMITED = "rate-limited"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    GONE = "gone"
    SERVER_ERROR = "server-error"
    HTTP_STATUS = "http-status"
    BAD_ANSWER = "bad-answer"
    NOT_A_FEED = "not-a-feed"
    BLOCKED = "blocked"
    PARSE_TIMEOUT = "parse-timeout"
    PARSE_CRASH = "parse-crash"
    NOT_A_PAGE = "not-a-page"
    NO_TEXT = "no-text"
    WALL = "wall"

    @property
    def sentence(self) -> str:
        """What it means to somebody who reads it on the feeds page."""
        return _SENTENCES[self]


_SENTENCES: Mapping[Reason, str] = {
    Reason.REFUSED_ADDRESS: "the address is private or otherwise not allowed",
    Reason.DNS: "the host name does not resolve",
    Reason.CONNECT: "the server could not be reached",
    Reason.TLS: "the server's certificate or encryption was refused",
    Reason.TIMEOUT: "the server did not answer in time",
    Reason.TOO_LARGE: "the answer was larger than the limit",
    Reason.REDIRECTS: "the address redirects too often, in a loop or to a forbidden place",
    Reason.RATE_LIMITED: "the server asked us to come back later",
    Reason.FORBIDDEN: "the server refuses us",
    Reason.NOT_FOUND: "there is nothing at this address",
    Reason.GONE: "the publisher has withdrawn this feed for good",
    Reason.SERVER_ERROR: "the server failed",
    Reason.HTTP_STATUS: "the server answered with an unexpected status",
    Reason.BAD_ANSWER: "the server's answer broke off or was malformed",
    Reason.NOT_A_FEED: "what came back is not a feed",
    Reason.BLOCKED: "the site shows a check or login page in place of the feed",
    Reason.PARSE_TIMEOUT: "what came back took too long to read",
    Reason.PARSE_CRASH: "what came back could not be read",
    Reason.NOT_A_PAGE: "what came back is not a web page",
    Reason.NO_TEXT: "no article was found on the page",
    Reason.WALL: "a notice stands in place of the article, to sign in, to pay or to consent",
}
