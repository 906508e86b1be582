"""Entries become articles."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from monitor.articles.address import usable
from monitor.articles.identity import article_keys, entry_id, text_hash
from monitor.articles.language import language_of
from monitor.articles.text import plain, plain_line
from monitor.model import Article, Circumstances, Entry, Feed, ParsedFeed

_TITLE = 300  # characters
_AUTHOR = 120
_SUMMARY = 4_000
_CATEGORY = 80
_CATEGORIES = 20  # of one article
_OLDEST = timedelta(days=3653)
_AHEAD = timedelta(days=1)


def from_entries(parsed: ParsedFeed, feed: Feed, now: datetime) -> list[Article]:
    """An article for each entry that says anything, in the feed's order; of entries with one id, the first."""
    entries = list(_first_of_each_id(parsed.entries))
    keys = article_keys(entries, feed)
    articles = [
        _article(entry, key, feed, feed.language or parsed.language, now)
        for entry, key in zip(entries, keys, strict=True)
    ]
    return [article for article in articles if article.title]


def _first_of_each_id(entries: Iterable[Entry]) -> Iterable[Entry]:
    seen: set[str] = set()
    for entry in entries:
        name = entry_id(entry)
        if name not in seen:
            seen.add(name)
            yield entry


def _article(entry: Entry, key: str, feed: Feed, told_language: str, now: datetime) -> Article:
    summary, content = _bodies(entry)
    title = plain_line(entry.title, _TITLE) or plain_line(summary or content, 80)
    published, updated = _clamped(entry.published, now), _clamped(entry.updated, now)
    language = language_of(f"{title}. {summary or content}", entry.language or told_language)
    return Article(
        key=key,
        entry_id=entry_id(entry),
        url=usable(entry.link),
        title=title,
        summary=summary,
        content=content,
        author=plain_line(entry.author, _AUTHOR),
        language=language,
        published=published,
        first_seen=now,
        content_hash=text_hash(title, summary, content),
        updated=updated if published and updated and updated > published else None,
        categories=_categories(entry.categories),
        image=_picture(entry.image),
        circumstances=Circumstances(language or feed.language, feed.name, feed.country, feed.kind),
    )


def _bodies(entry: Entry) -> tuple[str, str]:
    """Summary and content as text. A full text in the summary's place is content; a repeated one is dropped."""
    summary, content = plain(entry.summary), plain(entry.content)
    if summary == content:
        content = ""
    if len(summary) > _SUMMARY:
        cut = summary[:_SUMMARY].rsplit(" ", 1)[0] + "…"
        summary, content = cut, content if len(content) > len(summary) else summary
    return summary, content


def _categories(given: Iterable[str]) -> tuple[str, ...]:
    """The publisher's own categories as lines, each once whatever its case, in the feed's order."""
    found: dict[str, str] = {}
    for category in given:
        if line := plain_line(category, _CATEGORY):
            found.setdefault(line.casefold(), line)
    return tuple(found.values())[:_CATEGORIES]


def _picture(address: str) -> str:
    """A picture's address if it is one of the web, its scheme in lower case; without a scheme it means https."""
    link = usable(f"https:{address}" if address.startswith("//") else address)
    return urlunsplit(urlsplit(link))


def _clamped(moment: datetime | None, now: datetime) -> datetime | None:
    """A date that can be true; none for dates of over ten years ago or over a day ahead."""
    return moment if moment is not None and now - _OLDEST <= moment <= now + _AHEAD else None
