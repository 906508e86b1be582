"""The names and quotations of an article, for the page that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model import Evidence
from monitor.stories.names.gazetteer import Entry
from monitor.stories.names.gazetteer_own import desk_gazetteer
from webui.names.said import Said, place, said
from webui.site import site


@dataclass(frozen=True, slots=True)
class NamedHere:
    names: Sequence[Entry]
    quotes: Sequence[Said]
    marked: Evidence | None  # the quotation that the address names


def named_here(article_id: int, wanted: str) -> NamedHere:
    """What an article tells of names; `wanted` is the place of the quotation to be marked, "" for none."""
    store = site().store
    known = desk_gazetteer(store.names.additions()).entries
    lines = store.quotes.of_articles([article_id])
    keys = store.names.of([article_id]).get(article_id, ())
    names = sorted((known[key] for key in keys if key in known), key=lambda entry: entry.name)
    marked = next((line.evidence for line in lines if place(line) == wanted), None)
    return NamedHere(names, said(lines), marked)
