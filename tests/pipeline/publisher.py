"""A publisher's site with feeds in the usual and unusual places, for discovery and trials."""

from collections.abc import Mapping

from tests.sites import Answer, Request, ok

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Harbour Gazette</title><link>https://gazette.example/</link><language>en</language>
<item><title>Ministry suspends arms export licences for rifles</title><link>/a/1</link><guid>1</guid>
<pubDate>Fri, 20 Nov 2026 05:00:00 +0000</pubDate>
<description>The export ban on rifles and ammunition takes effect at once.</description></item>
<item><title>Harbour bridge opens to traffic after repairs</title><link>/a/2</link><guid>2</guid>
<description>Cars may cross it again from Monday morning on.</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette: sea</title><id>urn:gazette:sea</id>
<entry><title>Patrol boat launched in the northern yard</title><id>urn:s1</id><link href="/s/1"/>
<updated>2026-11-19T08:00:00Z</updated><summary>It is the first of four boats of that class.</summary></entry></feed>"""

PAGE = """<html><head><title>Gazette</title>
<link rel="alternate" type="application/rss+xml" title="All news" href="/all.xml">
<link rel="alternate" type="application/atom+xml" title="Sea" href="/sea.atom">
<link rel="alternate" type="application/rss+xml" title="All news again" href="/all-again.xml">
</head><body><a href="/gone/rss">Old feed</a></body></html>"""

BARE = "<html><head><title>Nothing</title></head><body><p>Welcome.</p></body></html>"

ARTICLE = (
    "<html><head><title>Bridge</title></head>"
    "<body><article><h1>Harbour bridge opens</h1>{}</article></body></html>"
)


def site_of(pages: Mapping[str, bytes | str]) -> Answer:
    """Answers with these bodies by path, 404 elsewhere; a body that begins with an HTTP version is sent as it is."""

    def answer(request: Request) -> bytes:
        body = pages.get(request.path)
        if body is None:
            return ok(b"not here", status="404 Not Found")
        raw = body.encode() if isinstance(body, str) else body
        return raw if raw.startswith(b"HTTP/") else ok(raw, f"Content-Type: {_kind(raw)}")

    return answer


def moved(to: str, status: str = "302 Found") -> bytes:
    return ok(b"", f"Location: {to}", status=status)


def _kind(body: bytes) -> str:
    return "text/html; charset=utf-8" if body.startswith(b"<html") else "application/xml"
