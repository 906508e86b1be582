"""Where the feeds of a site are: what its page names, what its kind of site promises, where feeds usually lie. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.filter import SoupStrainer

from monitor.configuration.feed_address import is_sound_address, plain_address, same_feed_key

PAGE_LIMIT = 1_000_000  # bytes of a page that are searched: what names its feeds stands near its beginning
CANDIDATE_LIMIT = 30

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
_TITLE = 120  # characters

Judge = Callable[[Tag, str], bool]  # of an element, by its address
_FEED_WORD = re.compile(r"(?<![a-z])(?:rss2?|atom|feeds?|rdf)(?![a-z])", re.IGNORECASE)
_NO_FEED = re.compile(r"\.(?:css|js|png|jpe?g|gif|svg|webp|ico|pdf|zip|mp3|mp4|woff2?)$", re.IGNORECASE)
_USUAL_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")

_PROJECT = r"github\.com/([\w.-]+/[\w.-]+)"
# What an address looks like, without scheme and www., and where its feed is by the site's own documentation.
_RULES = tuple(
    (re.compile(pattern), path)
    for pattern, path in (
        (r"(?:m\.)?youtube\.com/channel/(UC[\w-]{22}).*", "/feeds/videos.xml?channel_id={}"),
        (r"(?:m\.)?youtube\.com/.*[?&]list=([\w-]+).*", "/feeds/videos.xml?playlist_id={}"),
        (_PROJECT + r"(?:/|/releases.*)?", "/{}/releases.atom"),
        (_PROJECT + r"(?:/|/commits.*)?", "/{}/commits.atom"),
        (r"(?:old\.)?reddit\.com/((?:r|user)/\w+)/?", "/{}/.rss"),
        (r"[\w-]+\.blogspot\.com/.*()", "/feeds/posts/default"),
        (r"[\w-]+\.wordpress\.com/(?:.*/)?()", "/feed/"),
        (r"[^/]+/@(\w+)/?", "/@{}.rss"),  # Mastodon
    )
)


class Origin(StrEnum):
    """Why an address may be a feed's."""

    GIVEN = "given"  # it is what was typed
    NAMED = "named"  # the page says so in its head
    LINKED = "linked"  # the page links to it, and it looks like one
    KIND = "kind"  # the site is of a kind that has its feeds there
    USUAL = "usual"  # sites often have one there


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed's."""

    url: str
    origin: Origin
    title: str = ""


def typed_address(text: str) -> str:
    """The web address that somebody means who types `example.org`; as it is where it can't be one."""
    text = plain_address(text)
    if not text or "://" in text:
        return text
    return "https:" + text if text.startswith("//") else f"https://{text}"


def named_by_page(page: bytes, url: str) -> list[Candidate]:
    """The feeds that an HTML page names: those in its head, then links that look like feeds. Takes up to a second.

    `url` is where the page was found; links in it are resolved against its <base>, or else that.
    """
    soup = BeautifulSoup(page[:PAGE_LIMIT], "lxml", parse_only=SoupStrainer(["base", "link", "a"]))
    base = next((_joined(url, _text(tag, "href")) for tag in soup.find_all("base", href=True)), url) or url
    found = [
        *_candidates(base, soup.find_all("link", href=True), Origin.NAMED, _is_alternate),
        *_candidates(base, soup.find_all("a", href=True), Origin.LINKED, _looks_like_feed),
    ]
    return distinct(found)[:CANDIDATE_LIMIT]


def promised_by_kind(url: str) -> list[Candidate]:
    """The feeds that a page has by the documented rules of its kind of site."""
    bare = url.partition("://")[2].removeprefix("www.")
    matched = ((rule.fullmatch(bare), path) for rule, path in _RULES)
    paths = [path.format(found[1]) for found, path in matched if found]
    return [Candidate(urljoin(url, path), Origin.KIND) for path in paths]


def usual_places(url: str) -> list[Candidate]:
    """Where the site of a page may have its feed."""
    return [Candidate(urljoin(url, path), Origin.USUAL) for path in _USUAL_PATHS]


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each feed once, the first of its spellings."""
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        if is_sound_address(candidate.url):
            kept.setdefault(same_feed_key(candidate.url), candidate)
    return list(kept.values())


def _candidates(base: str, tags: Iterable[Tag], origin: Origin, is_one: Judge) -> Iterator[Candidate]:
    for tag in tags:
        address = _joined(base, _text(tag, "href"))
        if address and is_one(tag, address):
            title = _text(tag, "title") or " ".join(tag.get_text(" ").split())
            yield Candidate(address, origin, title[:_TITLE])


def _is_alternate(tag: Tag, _address: str) -> bool:
    kind = _text(tag, "type").partition(";")[0].strip().lower()
    relations = {relation.lower() for relation in tag.get_attribute_list("rel") if relation}
    return kind in _FEED_TYPES and bool(relations & {"alternate", "feed"})


def _looks_like_feed(tag: Tag, address: str) -> bool:
    parts = urlsplit(address)
    if _NO_FEED.search(parts.path):
        return False
    if _text(tag, "type").lower() in _FEED_TYPES or (parts.hostname or "").startswith("feeds."):
        return True
    return bool(_FEED_WORD.search(f"{parts.path}?{parts.query}"))


def _joined(base: str, link: str) -> str:
    try:
        address = urljoin(base, plain_address(link)).partition("#")[0]
    except ValueError:
        return ""
    return address if is_sound_address(address) else ""


def _text(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value.strip() if isinstance(value, str) else ""
