"""One invented feed: its items, and its HTTP answers ready to send."""

import gzip
import random
from email.utils import formatdate

from tests.bench.dialects import Channel, Item, document
from tests.bench.words import Vocabulary

ITEMS = 30  # in a feed at any time
VALIDATING = 0.6  # the share of feeds that send ETag and Last-Modified
_SHARES = {"rdf": 0.08, "atom": 0.30, "rss": 1.0}  # 8 % RDF, 22 % Atom, 70 % RSS 2.0, summed up
_FULL_TEXTS = (0, 0, 0, 0, 10, 10, 10, 22, 22, 22)  # of a feed's 30 items; a third over all
_SUMMARY, _FULL_TEXT = 60, 500  # words


class Feed:
    def __init__(self, number: int, base: str, words: Vocabulary, midnight: float) -> None:
        """`base` is the scheme, host and port of its site; all its dates lie before `midnight`."""
        self.url = f"{base}/f/{number}.xml"
        self._number, self._base, self._words = number, base, words
        self._rng = rng = random.Random(1_000_003 + number)
        # Multiples of an irrational number spread evenly, so that the shares hold for few feeds as well.
        self._kind = next(kind for kind, most in _SHARES.items() if number * 0.7548776662 % 1 < most)
        self.validates = number * 0.6180339887 % 1 < VALIDATING
        self._cdata = rng.random() < 0.5
        self._title = words.title(rng)
        self._serial = 0
        self._items: list[Item] = []
        gap = rng.lognormvariate(8.5, 1)  # seconds between items; the median is 1.4 hours
        self._stamp = midnight - rng.uniform(0, 6 * 3600) - 2 * gap * ITEMS
        for _ in range(ITEMS):
            self._stamp += gap * rng.uniform(0.2, 1.8)
            self._items.insert(0, self._new_item())
        self._render()

    def publish(self) -> None:
        """One new item at the top; the oldest goes."""
        self._stamp += 600
        self._items = [self._new_item(), *self._items[:-1]]
        self._render()

    def knows(self, fields: dict[bytes, bytes]) -> bool:
        """Whether the validators in a request's header fields name the feed as it is now."""
        tag = fields.get(b"if-none-match")
        if tag is not None:
            return self.validates and tag == self._etag
        return self.validates and fields.get(b"if-modified-since") == self._modified

    def _new_item(self) -> Item:
        rng, words = self._rng, self._words
        self._serial += 1
        slug = "-".join(words.draw(rng, 5)).lower()
        link = f"{self._base}/f{self._number}/{self._serial}-{slug}"
        full = self._serial % ITEMS < _FULL_TEXTS[self._number % len(_FULL_TEXTS)]
        return Item(
            link=link,
            title=f"{words.title(rng)} {self._serial}",
            author=" ".join(words.draw(rng, 2)).title(),
            tags=words.draw(rng, 3),
            stamp=self._stamp,
            summary=self._html(_SUMMARY, link),
            content=self._html(_FULL_TEXT, link) if full else "",
            image=f"{self._base}/img/{self._serial}.jpg",
        )

    def _html(self, count: int, link: str) -> str:
        """Text of `count` words with the markup that feeds carry."""
        rng, paragraphs = self._rng, []
        while count > 0:
            size = min(count, rng.randint(40, 80))
            words = self._words.sentences(rng, size)
            at = rng.randrange(size)
            words[at] = f'<a href="{link}?ref={at}">{words[at]}</a>'
            at = rng.randrange(size)
            words[at] = f"<em>{words[at]}</em>"
            paragraphs.append(f"<p>{' '.join(words)}</p>")
            count -= size
        image = f'<img src="{self._base}/img/{rng.randrange(10**6)}.jpg" alt="" width="600" height="400" />'
        return image + "\n".join(paragraphs)

    def _render(self) -> None:
        channel = Channel(self.url, f"{self._base}/", self._title, self._stamp, self._cdata)
        body = document(self._kind, channel, self._items).encode()
        packed = gzip.compress(body, 6, mtime=0)
        self.size, self.packed_size = len(body), len(packed)
        self._etag = b'"%d-%d"' % (self._number, self._serial)
        self._modified = formatdate(self._stamp, usegmt=True).encode()
        marks = b"ETag: %s\r\nLast-Modified: %s\r\n" % (self._etag, self._modified) if self.validates else b""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml; charset=utf-8\r\nVary: Accept-Encoding\r\n"
        self.plain = head + marks + b"Content-Length: %d\r\n\r\n" % len(body) + body
        zipped = b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
        self.gzipped = head + marks + zipped + packed
        self.unchanged = b"HTTP/1.1 304 Not Modified\r\n" + marks + b"\r\n"
