"""How much of one feed is read. What is longer is cut before it travels on, and the feed's note says so."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace

from monitor.model import Entry, ParsedFeed

ENTRY_LIMIT = 1_000  # of one feed, from the top: the newest stand there
MARKUP = 64_000  # characters of a summary or a content: beyond, parsers of HTML turn quadratic

_TITLE = 2_000  # characters, as all that follow
_NAME = 500
_ADDRESS = 2_000
_ID = 2_000
_CATEGORY = 100
_CATEGORIES = 50  # of one item
_NOTE = 300


def within_limits(parsed: ParsedFeed) -> ParsedFeed:
    """The feed with every field at a sane length; `damaged` then also says what was cut."""
    scissors = _Scissors()
    entries = tuple(scissors.entry(entry) for entry in parsed.entries)
    return replace(
        parsed,
        title=scissors.cut("title", parsed.title, _TITLE),
        site=scissors.dropped("link", parsed.site),
        language=parsed.language[:_CATEGORY],
        hub=scissors.dropped("link", parsed.hub),
        self_link=scissors.dropped("link", parsed.self_link),
        entries=entries,
        damaged=notes(parsed.damaged, *scissors.told()),
    )


def capped(items: int) -> str:
    """What to say of a feed with so many items; "" if all of them are read."""
    return f"{items:,} items, of which the first {ENTRY_LIMIT:,} are read" if items > ENTRY_LIMIT else ""


def notes(*parts: str) -> str:
    """Notes on one feed in one line."""
    return "; ".join(filter(None, parts))[:_NOTE]


@dataclass(slots=True)
class _Scissors:
    """Cuts fields, and remembers how many of each kind."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def entry(self, entry: Entry) -> Entry:
        if len(entry.categories) > _CATEGORIES:
            self.counts["list of categories", f"cut to {_CATEGORIES}"] += 1
        return Entry(
            id=self._named(entry.id),
            link=self.dropped("link", entry.link),
            title=self.cut("title", entry.title, _TITLE),
            summary=self.cut("summary", entry.summary, MARKUP),
            content=self.cut("content", entry.content, MARKUP),
            author=self.cut("author", entry.author, _NAME),
            categories=tuple(
                self.cut("category", name, _CATEGORY) for name in entry.categories[:_CATEGORIES]
            ),
            published=entry.published,
            updated=entry.updated,
            image=self.dropped("image", entry.image),
            language=entry.language[:_CATEGORY],
        )

    def cut(self, kind: str, text: str, limit: int) -> str:
        if len(text) <= limit:
            return text
        self.counts[kind, f"cut to {limit:,} characters"] += 1
        return text[:limit]

    def dropped(self, kind: str, address: str) -> str:
        """Nothing in place of an address that is too long: the rest of it would lead elsewhere."""
        if len(address) <= _ADDRESS:
            return address
        self.counts[kind, f"dropped: over {_ADDRESS:,} characters"] += 1
        return ""

    def _named(self, name: str) -> str:
        """An id of which the end is a hash where it is too long: two that begin alike stay two."""
        if len(name) <= _ID:
            return name
        self.counts["id", f"cut to {_ID:,} characters"] += 1
        ending = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=16).hexdigest()
        return name[: _ID - len(ending)] + ending

    def told(self) -> list[str]:
        """Such as "3 x title cut to 2,000 characters"."""
        return [f"{count:,} x {kind} {what}" for (kind, what), count in self.counts.items()]
