"""A fetched body becomes articles. Runs in a worker process."""

from datetime import datetime

from monitor.articles.build import from_entries
from monitor.feeds.parse import parse
from monitor.model import Article, Feed, Fetched, NotAFeed


def read(fetched: Fetched, feed: Feed, now: datetime) -> list[Article] | NotAFeed:
    """The articles of a feed as it was fetched, or why it is no feed."""
    parsed = parse(fetched)
    return parsed if isinstance(parsed, NotAFeed) else from_entries(parsed, feed, now)
