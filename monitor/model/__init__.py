"""The nouns of the product, as plain values.

Every stage takes and gives these; none of them knows a database, a clock or the network.
All datetimes are aware and in UTC.
"""

from monitor.model.articles import FIELDS, Article, Sorted
from monitor.model.digests import Delivery, DeliveryState, DigestItem, Subscription, SubscriptionState, Window
from monitor.model.feeds import Absence, Feed, Habits, Hints, Lease, Polling, Redirect, Rhythm, Rights
from monitor.model.fetching import (
    Entry,
    Fetched,
    FetchFailed,
    FetchRequest,
    FetchResult,
    NotAFeed,
    NotModified,
    ParsedFeed,
)
from monitor.model.people import Role, User
from monitor.model.polls import PollOutcome
from monitor.model.reasons import Reason
from monitor.model.topics import Classified, Evidence, Example, Match, Topic

__all__ = [
    "FIELDS",
    "Absence",
    "Article",
    "Classified",
    "Delivery",
    "DeliveryState",
    "DigestItem",
    "Entry",
    "Evidence",
    "Example",
    "Feed",
    "FetchFailed",
    "FetchRequest",
    "FetchResult",
    "Fetched",
    "Habits",
    "Hints",
    "Lease",
    "Match",
    "NotAFeed",
    "NotModified",
    "ParsedFeed",
    "PollOutcome",
    "Polling",
    "Reason",
    "Redirect",
    "Rhythm",
    "Rights",
    "Role",
    "Sorted",
    "Subscription",
    "SubscriptionState",
    "Topic",
    "User",
    "Window",
]
