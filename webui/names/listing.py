"""Which names a list shows, and in which order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.stories.names.gazetteer import Entry, Gazetteer, NameKind
from monitor.topics.text.fold import fold

MOST = 300  # lines


@dataclass(frozen=True, slots=True)
class NameLine:
    entry: Entry
    articles: int  # that tell of it, of late


@dataclass(frozen=True, slots=True)
class NameList:
    lines: tuple[NameLine, ...]
    found: int  # of which `lines` are the first


def listed(
    gazetteer: Gazetteer, articles: Mapping[str, int], words: str = "", kind: NameKind | None = None
) -> NameList:
    """The names that fit, the most told of first.

    Without words or a kind, only those that are told of; `words` may be any spelling or part of one, or of the role.
    """
    entries = [entry for entry in gazetteer.entries.values() if kind is None or entry.kind is kind]
    if words:
        meant = gazetteer.find(words)
        entries = [entry for entry in entries if entry == meant or _holds(entry, fold(words))]
    elif kind is None:
        entries = [entry for entry in entries if entry.key in articles]
    lines = [NameLine(entry, articles.get(entry.key, 0)) for entry in entries]
    lines.sort(key=lambda line: (-line.articles, fold(line.entry.name)))
    return NameList(tuple(lines[:MOST]), len(lines))


def _holds(entry: Entry, folded: str) -> bool:
    return any(folded in fold(text) for text in (*entry.terms, entry.role))
