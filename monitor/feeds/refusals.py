"""What came in place of a feed, said so that somebody can act on it."""

import json
import re

from monitor.model import NotAFeed, Reason

_HEAD = 50_000  # bytes that are looked at
_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "compressed data (gzip) that the server does not declare"),
    (b"\x28\xb5\x2f\xfd", "compressed data (zstd) that the server does not declare"),
    (b"PK\x03\x04", "a ZIP archive"),
)
_ROOTS = {
    "opml": "an OPML list of feeds, to be imported as such",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "error": "an error message in XML",
    **dict.fromkeys(("rss", "rdf", "feed", "channel"), "a feed so broken that nothing in it can be read"),
}
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:[\w.-]+:)?(?:rss|rdf|feed)[\s>]", re.IGNORECASE)
# What sites put in place of a feed to keep programs out, and what it is called.
_GATES = (
    (
        rb"just a moment|checking your browser|cf-chl|cf-browser-verification",
        "Cloudflare's check of browsers",
    ),
    (rb"captcha|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human", "a captcha"),
    (rb"access denied|access to this page has been denied|attention required", "access denied"),
    (rb"unusual traffic|request unsuccessful|ddos-guard|incapsula|datadome|perimeterx", "a bot filter"),
    (rb"""type=["']?password""", "a login page"),
    (rb"enable javascript|javascript is (?:required|disabled)", "a page that asks for JavaScript"),
)
_GATE = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in _GATES)
_BINARY = bytes({*range(9), *range(14, 27), *range(28, 32)})


def no_text_at_all(body: bytes) -> NotAFeed | None:
    """Why these bytes are no text at all, or None where they may be."""
    if not body.strip(b" \t\r\n\0"):
        return NotAFeed(Reason.NOT_A_FEED, "an empty answer")
    found = next((name for start, name in _STARTS if body.startswith(start)), "")
    return NotAFeed(Reason.NOT_A_FEED, found) if found else None


def no_text(body: bytes) -> NotAFeed:
    """Why bytes of which nobody can say what text they are make no feed."""
    head = body[:_HEAD]
    if len(head) - len(head.translate(None, delete=_BINARY)) > len(head) // 50:
        return NotAFeed(Reason.NOT_A_FEED, "binary data")
    return NotAFeed(Reason.PARSE_CRASH, "its encoding can't be told, and is not the one that it declares")


def no_feed(body: bytes) -> NotAFeed:
    """Why a text in which no feed was found is none."""
    head = body[:_HEAD]
    if head.lstrip()[:1] in (b"{", b"["):
        return NotAFeed(Reason.NOT_A_FEED, _of_json(body))
    if _root(head) in _ROOTS or not is_page(body):
        return NotAFeed(Reason.NOT_A_FEED, _of_xml(head))
    gate = next((name for pattern, name in _GATE if pattern.search(head)), "")
    return NotAFeed(Reason.BLOCKED, gate) if gate else NotAFeed(Reason.NOT_A_FEED, "an HTML page")


def is_page(body: bytes) -> bool:
    """Whether it is a page of HTML, and no feed that quotes some."""
    page, feed = _HTML.search(body, 0, _HEAD), _FEED.search(body, 0, _HEAD)
    return page is not None and (feed is None or page.start() < feed.start())


def _of_json(body: bytes) -> str:
    if len(body) > _HEAD:
        return "JSON, but no JSON Feed"
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return "broken JSON"
    said = [found.get(name) for name in ("error", "message", "detail")] if isinstance(found, dict) else []
    message = next((text for text in said if isinstance(text, str)), "")
    return "JSON, but no JSON Feed" + (f": {' '.join(message.split())[:100]}" if message else "")


def _of_xml(head: bytes) -> str:
    if not head.lstrip().startswith(b"<"):
        return "binary data" if b"\0" in head else "no XML"
    root = _root(head)
    return _ROOTS.get(root, f"XML of another kind: <{root[:50]}>" if root else "broken XML")


def _root(head: bytes) -> str:
    """The local name of the outermost element in lower case; "" for none."""
    found = _ROOT.search(head)
    return found[1].decode("ascii").lower() if found else ""
