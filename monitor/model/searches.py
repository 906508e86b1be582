"""Searches that people keep."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name, of one user or shared with everybody at the desk."""

    number: int
    user_id: int
    owner: str  # the user's name; empty for a visitor of the demo
    name: str
    query: str  # monitor.topics.query reads it
    topic: str  # slug of a topic that each article must carry; empty: it need not carry one
    shared: bool
    feed_token: str  # in the address of its feed; empty: it has none
    created_at: datetime
    seen_to: int  # the newest article that the reader has seen among what it finds; 0: none
