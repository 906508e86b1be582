"""The nouns of the product, as plain values.

Every stage takes and gives these; none of them knows a database, a clock or the network.
All datetimes are aware and in UTC.
"""

from monitor.model.articles import FIELDS, Article, Circumstances, Sorted
from monitor.model.digests import Delivery, DeliveryState, DigestItem, Subscription, SubscriptionState, Window
from monitor.model.feeds import (
    Absence,
    Emptiness,
    Feed,
    Habits,
    Hints,
    Lease,
    Polling,
    Redirect,
    Rhythm,
    Rights,
)
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
from monitor.model.hubs import HubCall, HubLink, HubState, HubSubscription, Push
from monitor.model.names import Mention, Named, NewSpelling, Quotation, Spelling, SpellingState
from monitor.model.pages import NoText, PageOutcome, PageState, PageText, WantedPage
from monitor.model.people import Role, User
from monitor.model.polls import PollOutcome
from monitor.model.reasons import Reason
from monitor.model.searches import SavedSearch
from monitor.model.stories import Addition, Chapter, EditKind, Report, Source, Story, StoryEdit, StoryLine
from monitor.model.topics import (
    Classified,
    Decision,
    Evidence,
    Example,
    Match,
    QueryRole,
    Ruling,
    Topic,
    Wish,
)
from monitor.model.triage import Act, DeskEntry, DeskState, Do, Snooze, Standing
from monitor.model.verdicts import Judged, Says, Verdict

__all__ = [
    "FIELDS",
    "Absence",
    "Act",
    "Addition",
    "Article",
    "Chapter",
    "Circumstances",
    "Classified",
    "Decision",
    "Delivery",
    "DeliveryState",
    "DeskEntry",
    "DeskState",
    "DigestItem",
    "Do",
    "EditKind",
    "Emptiness",
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
    "HubCall",
    "HubLink",
    "HubState",
    "HubSubscription",
    "Judged",
    "Lease",
    "Match",
    "Mention",
    "Named",
    "NewSpelling",
    "NoText",
    "NotAFeed",
    "NotModified",
    "PageOutcome",
    "PageState",
    "PageText",
    "ParsedFeed",
    "PollOutcome",
    "Polling",
    "Push",
    "QueryRole",
    "Quotation",
    "Reason",
    "Redirect",
    "Report",
    "Rhythm",
    "Rights",
    "Role",
    "Ruling",
    "SavedSearch",
    "Says",
    "Snooze",
    "Sorted",
    "Source",
    "Spelling",
    "SpellingState",
    "Standing",
    "Story",
    "StoryEdit",
    "StoryLine",
    "Subscription",
    "SubscriptionState",
    "Topic",
    "User",
    "Verdict",
    "WantedPage",
    "Window",
    "Wish",
]
