"""The least that polling, reading and storing can cost in Python: aiohttp, lxml and SQLite with FTS5, and no product.

    python -m tests.bench.floors.storing DATABASE

A body whose hash is known is skipped; lxml takes the items out, with no cleaning at all; SQLite keeps each under its
feed and id, with a full-text index, in one transaction for all feeds that wait.
"""

import asyncio
import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
from lxml import etree

from tests.bench.floors.fetching import CONNECTIONS, session

_SCHEMA = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
CREATE TABLE feed (id INTEGER PRIMARY KEY, url TEXT, etag TEXT, modified TEXT, hash BLOB);
CREATE TABLE item (id INTEGER PRIMARY KEY, feed INTEGER, guid TEXT, link TEXT, title TEXT, date TEXT, summary TEXT,
                   content TEXT, UNIQUE (feed, guid));
CREATE VIRTUAL TABLE search USING fts5 (title, summary, content, content='item', content_rowid='id');
CREATE TRIGGER item_added AFTER INSERT ON item BEGIN
    INSERT INTO search (rowid, title, summary, content) VALUES (new.id, new.title, new.summary, new.content);
END;
"""
_INSERT = "INSERT OR IGNORE INTO item (feed, guid, link, title, date, summary, content) VALUES (?, ?, ?, ?, ?, ?, ?)"
_UPDATE = "UPDATE feed SET etag = ?, modified = ?, hash = ? WHERE id = ?"

_NEWS = "{http://purl.org/rss/1.0/}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def make_database(path: Path, urls: list[str]) -> None:
    database = sqlite3.connect(path)
    database.executescript(_SCHEMA)
    with database:
        database.executemany("INSERT INTO feed (url) VALUES (?)", [(url,) for url in urls])
    database.close()


async def update(path: Path) -> None:
    """Fetch every feed once and store what is new."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = NORMAL")
    todo = iter(database.execute("SELECT id, url, etag, modified, hash FROM feed").fetchall())
    fetched: asyncio.Queue = asyncio.Queue(2 * CONNECTIONS)
    async with session() as client:
        storing = asyncio.create_task(_store(database, fetched))
        await asyncio.gather(*(_fetch(client, todo, fetched) for _ in range(CONNECTIONS)))
        await fetched.put(None)
        await storing
    database.close()


async def _fetch(client: aiohttp.ClientSession, todo: Iterator[tuple], fetched: asyncio.Queue) -> None:
    for number, url, etag, modified, known in todo:
        headers = {"If-None-Match": etag, "If-Modified-Since": modified} if etag else {}
        async with client.get(url, headers=headers) as answer:
            body = await answer.read()
            digest = hashlib.blake2b(body, digest_size=16).digest()
            if answer.status == 200 and digest != known:
                marks = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
                await fetched.put((number, marks, digest, body))


async def _store(database: sqlite3.Connection, fetched: asyncio.Queue) -> None:
    """Store what waits, until None comes."""
    batch = []
    while None not in batch:
        batch = [await fetched.get()]
        while not fetched.empty():
            batch.append(fetched.get_nowait())
        database.execute("BEGIN")
        for number, marks, digest, body in filter(None, batch):
            database.executemany(_INSERT, ((number, *item) for item in _items(body)))
            database.execute(_UPDATE, (*marks, digest, number))
        database.execute("COMMIT")


def _items(body: bytes) -> Iterator[tuple[str | None, ...]]:
    """What a store needs of each item, straight from the tree."""
    for node in etree.fromstring(body).iter("item", f"{_NEWS}item", f"{_ATOM}entry"):
        found = {child.tag: child.text or child.get("href") or "" for child in node}

        def first(*tags: str, found: dict[str, str] = found) -> str | None:
            return next((found[tag] for tag in tags if found.get(tag)), None)

        link = first("link", f"{_NEWS}link", f"{_ATOM}link")
        yield (
            first("guid", f"{_ATOM}id") or link,
            link,
            first("title", f"{_NEWS}title", f"{_ATOM}title"),
            first("pubDate", f"{_DC}date", f"{_ATOM}updated"),
            first("description", f"{_NEWS}description", f"{_ATOM}summary"),
            first(_ENCODED, f"{_ATOM}content"),
        )


if __name__ == "__main__":
    asyncio.run(update(Path(sys.argv[1])))
