"""What must hold of the parse step, whatever bytes it is given."""

import pickle
from collections.abc import Iterator
from datetime import timedelta

from monitor.feeds.cut import layout, remaining
from monitor.feeds.encoding import Decoded
from monitor.feeds.parse import decode
from monitor.model import Article, Feed, Fetched, NotAFeed, Reason
from monitor.pipeline.reading import Reading, read
from tests.feeds.cut_proof import URL, reads_the_same
from tests.feeds.cut_proof import read as parsed
from tests.samples import NOW

FEED = Feed(URL, "Outlet")
_LENGTHS = {
    "entry_id": 500,
    "url": 2_000,
    "title": 300,
    "summary": 4_001,
    "content": 64_000,
    "author": 120,
    "image": 2_000,
}


def reading_of(body: bytes, content_type: str, known_items: bytes = b"") -> Reading | NotAFeed:
    """What a worker makes of a body."""
    return read(Fetched(URL, body, {"content-type": content_type}), FEED, known_items, NOW)


def faults(found: Reading | NotAFeed) -> Iterator[str]:
    """What is wrong with a result, if anything."""
    pickle.dumps(found)
    if isinstance(found, NotAFeed):
        if not isinstance(found.reason, Reason) or len(found.detail) > 250:
            yield f"reason {found}"
        if "a fault of ours" in found.detail:
            yield found.detail
        return
    if len(found.known_items) % 16 or not 0 <= found.left_out <= found.entries:
        yield "its counts"
    for article in found.articles:
        yield from _faults_of_article(article)


def _faults_of_article(article: Article) -> Iterator[str]:
    for name, limit in _LENGTHS.items():
        text = getattr(article, name)
        text.encode("utf-8")  # as a database will
        if len(text) > limit or "\0" in text:
            yield f"{name} {text[:100]!r}"
    for address in filter(None, (article.url, article.image)):
        if not address.lower().startswith(("http://", "https://")):
            yield f"address {address!r}"
    if any("\n" in line or "\r" in line for line in (article.title, article.author, *article.categories)):
        yield "a line that is two"
    moments = [moment for moment in (article.published, article.updated) if moment is not None]
    if any(not NOW - timedelta(days=3_654) < moment <= NOW + timedelta(days=1) for moment in moments):
        yield f"dates {moments}"


def fault_of_cut(body: bytes, content_type: str, known_items: bytes) -> str:
    """Whether a body without what is known reads otherwise than in the whole; "" if not, or if it is not cut."""
    decoded = decode(Fetched(URL, body, {"content-type": content_type}))
    cut = layout(decoded.body) if isinstance(decoded, Decoded) else None
    known = {known_items[at : at + 16] for at in range(0, len(known_items), 16)}
    if not isinstance(decoded, Decoded) or cut is None or not known:
        return ""
    whole = parsed(decoded.body)
    if whole is None or len(remaining(cut, ())) != len(whole.entries):
        return ""  # then nothing of it is ever known
    return "" if reads_the_same(whole, decoded.body, cut, known) else "cut, it reads otherwise"
