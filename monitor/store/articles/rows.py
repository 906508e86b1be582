"""Rows of articles, and the articles that they hold."""

import dataclasses
from typing import Any

from sqlalchemy import Row, select

from monitor.model import Article, Circumstances
from monitor.store.tables import articles, feeds

# Where an article comes from, as queries ask for it.
ORIGIN = (
    feeds.c.name.label("outlet"),
    feeds.c.language.label("feed_language"),
    feeds.c.country,
    feeds.c.kind,
)
SOURCED = select(articles, *ORIGIN).join(feeds, feeds.c.id == articles.c.feed_id)


_OTHERWISE = {"entry_id", "categories", "circumstances"}
_AS_THEY_ARE = [one.name for one in dataclasses.fields(Article) if one.name not in _OTHERWISE]


def article_of(row: Row[Any]) -> Article:
    """The article that a row of the table holds, whatever feeds call it; with its circumstances if ORIGIN is in it."""
    values = row._mapping
    return Article(
        entry_id="",
        categories=tuple(row.categories),
        circumstances=circumstances_of(row) if "outlet" in values else Circumstances(),
        **{name: values[name] for name in _AS_THEY_ARE},
    )


def circumstances_of(row: Row[*tuple[Any, ...]]) -> Circumstances:
    """Where the article of a row comes from that has the columns of ORIGIN."""
    return Circumstances(row.language or row.feed_language, row.outlet, row.country, row.kind)
