"""The pages that articles link to, read for their full text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.articles import Article
from monitor.model.reasons import Reason
from monitor.model.topics import Classified


class PageState(StrEnum):
    WANTED = "wanted"  # to be read, for the first time or again
    READ = "read"  # its text is the article's
    NO_MORE = "no-more"  # read, and it says no more than the feed does
    FAILED = "failed"  # given up, with a reason


@dataclass(frozen=True, slots=True)
class NoText:
    """Why a page gives no text."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page gives."""

    text: str  # a line a paragraph
    canonical_url: str = ""  # as Article.canonical_url


@dataclass(frozen=True, slots=True)
class WantedPage:
    """The right to read an article's page until `until`."""

    article_id: int
    feed_id: int
    article: Article
    feed_length: int  # characters that the feed itself gave: a page that says less is no gain
    tries: int  # that failed
    until: datetime


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of a page; the store applies it in one transaction."""

    state: PageState
    tries: int
    next_try_at: datetime  # of any meaning only while it is wanted
    reason: Reason | None = None
    detail: str = ""
    canonical_url: str = ""  # as Article.canonical_url
    judged: Classified | None = None  # the article with the text of its page
