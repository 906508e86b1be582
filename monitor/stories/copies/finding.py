"""Finds the copies among arriving articles, and says whose text it was first. A state without I/O."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.model import Article
from monitor.stories.copies.credit import credit
from monitor.stories.copies.mirrors import without_boilerplate
from monitor.stories.copies.origin import Carrier, Origin, is_copy, origin
from monitor.stories.copies.shingles import COPY, Signature, band_keys, likeness, signature

_HELD = 10  # outlets of which the latest article is held for one key: of 20,000 identical texts they tell the next
CARRIERS = 200  # of one text that are kept apart when its origin is told


def carried(article: Article) -> tuple[Carrier, Signature]:
    """An article as one that carries a text, and by what copies of that are known."""
    text, outlet = full_text(article), article.circumstances.outlet
    bare = without_boilerplate(text)
    found = credit(text, article.author, outlet, article.url, article.canonical_url)
    return Carrier(article.key, outlet, article.dated_at, len(bare), found), signature(bare)


def full_text(article: Article) -> str:
    """Summary and content, each once: many feeds give the beginning of the one as the other."""
    if article.summary and article.content.startswith(article.summary[:80]):
        return article.content
    return f"{article.summary}\n{article.content}".strip()


@dataclass
class Copies:
    """Groups of articles with alike texts. A state without I/O: `add`, `put` and `hold` change it."""

    _signatures: dict[str, Signature] = field(default_factory=dict)
    _outlets: dict[str, Carrier] = field(default_factory=dict)
    _group: dict[str, str] = field(default_factory=dict)
    _groups: defaultdict[str, list[Carrier]] = field(default_factory=lambda: defaultdict(list))
    # The latest by outlet.
    _held: defaultdict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, article: Article) -> str:
        """Takes an article in; the id of one held before that has the same text, empty where there is none."""
        return self.put(*carried(article))

    def put(self, here: Carrier, known: Signature) -> str:
        """The same for an article that was read before."""
        alike = self._alike(here, known, band_keys(known))
        self.hold(here, known, self._group[alike] if alike else here.id)
        return alike

    def hold(self, here: Carrier, known: Signature, text: str) -> None:
        """Takes an article in that is known to carry this text."""
        self._group[here.id] = text
        if len(self._groups[text]) < CARRIERS:
            self._groups[text].append(here)
        self._signatures[here.id], self._outlets[here.id] = known, here
        for band in band_keys(known):
            held = self._held[band]
            held.pop(here.outlet, None)
            held[here.outlet] = here.id
            if len(held) > _HELD:
                del held[next(iter(held))]

    def text_of(self, article: str) -> str:
        """The text that an article held carries, by the name under which it was held, else its first carrier's id."""
        return self._group[article]

    def origin_of(self, article: str) -> Origin:
        """Whose the text of an article held is, by all that is known so far."""
        return origin(self._groups[self._group[article]])

    def _alike(self, here: Carrier, known: Signature, bands: Iterable[int]) -> str:
        names = {name for band in bands for name in self._held.get(band, {}).values()}
        found = [
            (sure, name)
            for name in names
            if is_copy(here, self._outlets[name], sure := likeness(known, self._signatures[name]), COPY)
        ]
        return max(found, default=(0.0, ""))[1]
