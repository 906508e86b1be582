"""What one poll changes."""

from dataclasses import dataclass

from monitor.model.articles import Article
from monitor.model.feeds import Polling
from monitor.model.topics import Classified


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """All that one poll changes; the store applies it in one transaction."""

    polling: Polling
    new: tuple[Classified, ...] = ()
    changed: tuple[Classified, ...] = ()
    elsewhere: tuple[Article, ...] = ()
