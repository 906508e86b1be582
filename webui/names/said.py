"""Quotations as pages and programs get to see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.articles import rights
from monitor.store.names.quotes import QuoteLine
from monitor.topics.text.fold import fold


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation, with the other articles that have the same words of the same speaker."""

    line: QuoteLine
    words: str  # as much of them as the publisher allows; "" where that is nothing
    also: tuple[QuoteLine, ...]


def said(lines: Iterable[QuoteLine]) -> list[Said]:
    """The quotations in their order; words that several articles have are told once."""
    groups: dict[tuple[str, str], list[QuoteLine]] = {}
    for line in lines:
        quotation = line.quotation
        speaker = quotation.name or fold(quotation.speaker)
        groups.setdefault((speaker, fold(quotation.words).rstrip(".!?")), []).append(line)
    return [Said(first, allowed_words(first), tuple(others)) for first, *others in groups.values()]


def allowed_words(line: QuoteLine) -> str:
    """As much of the words as the publisher of the article allows to be shown."""
    allowed = rights.words(line.rights, line.evidence)
    return allowed if len(allowed) in (0, len(line.quotation.words)) else f"{allowed}…"


def place(line: QuoteLine) -> str:
    """Names a quotation within its article, in the address of the article's page."""
    return f"{line.quotation.field}-{line.quotation.start}"
