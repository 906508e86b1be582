"""What people say of an article and a topic, which counts for more than what the classifier says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.topics import Match


class Says(StrEnum):
    CARRIES = "carries"
    NOT = "not"
    WITHDRAWN = "withdrawn"  # what was said before no longer counts: the classifier decides again


@dataclass(frozen=True, slots=True)
class Judged:
    """The text that a person had before them: enough of it to learn from."""

    title: str
    text: str
    language: str
    content_hash: bytes  # of the whole article, as Article has it: copies share it


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that one person said. It is never changed: a later one counts in its place."""

    number: int  # in the order in which they fell
    article_id: int | None  # None: the article is gone
    topic: str
    says: Says
    who: str
    at: datetime
    note: str
    judged: Judged
    machine: Match | None  # what the classifier said by itself at the time; None: no match
