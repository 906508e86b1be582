"""A labelled item, and an article made of the little it says."""

from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.model import Article

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Exemplar:
    """An item that people have read and labelled with every topic it carries."""

    id: str
    title: str
    summary: str
    language: str
    story: str  # the event it reports: items of one story are never split between training and test
    labels: frozenset[str]
    # A report as feeds bring them, not written to teach. A verdict's is not: it falls where the machine errs.
    drawn: bool = False
    judged: frozenset[str] | None = None  # the topics that its labels speak of; None: all that exemplars know


def as_article(title: str, summary: str) -> Article:
    """A text that came from no feed, in the shape the classifier reads."""
    return Article(
        key="",
        entry_id="",
        url="",
        title=title,
        summary=summary,
        content="",
        author="",
        language="",
        published=None,
        first_seen=_UNDATED,
        content_hash=b"",
    )
