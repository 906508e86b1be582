"""Entries become articles."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from monitor.articles.address import usable
from monitor.articles.identity import article_keys, digest, entry_id
from monitor.articles.language import language_of
from monitor.articles.text import plain, plain_line
from monitor.model import Article, Entry, Feed, ParsedFeed

_TITLE = 300  # characters
_AUTHOR = 120
_SUMMARY = 4_000
_OLDEST = timedelta(days=3653)
_AHEAD = timedelta(days=1)


def from_entries(parsed: ParsedFeed, feed: Feed, now: datetime) -> list[Article]:
    """An article for each entry that says anything, in the feed's order; of entries with one id, the first."""
    entries = list(_first_of_each_id(parsed.entries))
    keys = article_keys(entries, feed)
    articles = [
        _article(entry, key, feed.language or parsed.language, now)
        for entry, key in zip(entries, keys, strict=True)
    ]
    return [article for article in articles if article.title or article.summary]


def _first_of_each_id(entries: Iterable[Entry]) -> Iterable[Entry]:
    seen: set[str] = set()
    for entry in entries:
        name = entry_id(entry)
        if name not in seen:
            seen.add(name)
            yield entry


def _article(entry: Entry, key: str, told_language: str, now: datetime) -> Article:
    summary, content = _bodies(entry)
    title = plain_line(entry.title, _TITLE) or plain_line(summary, 80)
    return Article(
        key=key,
        entry_id=entry_id(entry),
        url=usable(entry.link),
        title=title,
        summary=summary,
        content=content,
        author=plain_line(entry.author, _AUTHOR),
        language=language_of(f"{title}. {summary or content}", entry.language or told_language),
        published=_clamped(entry.published, now),
        first_seen=now,
        content_hash=digest(title, summary, content),
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


def _clamped(moment: datetime | None, now: datetime) -> datetime | None:
    """A date that can be true; none for dates of over ten years ago or over a day ahead."""
    return moment if moment is not None and now - _OLDEST <= moment <= now + _AHEAD else None
