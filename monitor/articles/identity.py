"""What makes an entry the same entry, and an article the same article."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from monitor.articles.address import canonical, usable
from monitor.model import Entry, Feed

_TRACKED = re.compile(r"https?://[^\s?#]+\?\S+")  # an address within a text
_LONGEST_ID = 500  # characters; longer ids are kept as a hash of themselves


def entry_id(entry: Entry) -> str:
    """An entry's name within its feed: its id, else its link, else a hash of what it says."""
    name = entry.id or entry.link or "content:" + digest(entry.title, entry.summary, entry.content).hex()
    return name if len(name) <= _LONGEST_ID else "hash:" + digest(name).hex()


def article_keys(entries: Sequence[Entry], feed: Feed) -> list[str]:
    """For each entry the key that its article has in all feeds.

    That is its canonical address. Where several entries of one feed name the same address, or the feed's own
    site, the address names no article, and the key is the feed and the entry's id.
    """
    addresses = [canonical(link) if (link := usable(entry.link)) else "" for entry in entries]
    used = Counter(addresses)
    front = canonical(feed.site) if usable(feed.site) else ""
    return [
        address if address and address != front and used[address] == 1 else f"{feed.url}#{entry_id(entry)}"
        for entry, address in zip(entries, addresses, strict=True)
    ]


def text_hash(title: str, summary: str, content: str) -> bytes:
    """A hash of what a reader sees of an article: white space and tracking parameters make no difference."""
    return digest(*(" ".join(_without_tracking(text).split()) for text in (title, summary, content)))


def _without_tracking(text: str) -> str:
    return _TRACKED.sub(_untracked, text) if "://" in text and "?" in text else text


def _untracked(address: re.Match[str]) -> str:
    return canonical(address[0])


def digest(*parts: str) -> bytes:
    """A hash of some texts, 16 bytes."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).digest()
