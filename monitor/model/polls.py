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
    elsewhere: tuple[Article, ...] = ()  # held already; this feed calls them so for the first time
    reissued: tuple[Article, ...] = ()
    left_out: int = 0  # entries that say nothing, or repeat the id of another
    entries: int = 0  # in the whole body, where it was read
    reused: tuple[str, ...] = ()  # entry ids that stood for other articles until now
