"""The feeds that the fuzz begins with: each form of the corpus, a JSON Feed, a page, and files of any folder."""

import json
import re
from pathlib import Path

from tests.corpus.ordinary import FORMS, Form, Outlet
from tests.corpus.twisted import twisted_feed

_LONGEST = 20_000  # bytes of a file that is taken: larger ones only cost time
_TWISTED = 40
_ITEM = {
    "id": "urn:outlet:1",
    "url": "/news/1",
    "external_url": "https://other.example/1",
    "title": "Licences on hold",
    "content_html": "<p>The ministry &amp; maker</p>",
    "content_text": "The ministry",
    "summary": "Short",
    "image": "https://outlet.example/1.jpg",
    "date_published": "2026-11-16T10:00:00+02:00",
    "date_modified": "2026-11-16T11:00:00Z",
    "authors": [{"name": "Ольга Приклад"}],
    "author": {"name": "Ada"},
    "tags": ["Експорт", "Sensors"],
    "language": "uk",
    "attachments": [{"url": "https://outlet.example/2.jpg", "mime_type": "image/jpeg"}],
}
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Вісник",
    "home_page_url": "https://outlet.example/",
    "feed_url": "https://outlet.example/feed.json",
    "language": "uk",
    "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
    "items": [_ITEM, {**_ITEM, "id": 2, "url": "/news/2"}, {**_ITEM, "id": "3", "url": "/news/3"}],
}
_PAGE = b"<!doctype html><html><head><title>Just a moment...</title></head><body><p>News</p></body></html>"


def seeds(folder: Path | None = None) -> list[bytes]:
    """The bodies of some small feeds, always in the same order."""
    made = [_written(form, encoding) for form in FORMS.values() for encoding in ("utf-8", "windows-1251")]
    made += [twisted_feed(number) for number in range(_TWISTED)]
    made += [json.dumps(_JSON_FEED, ensure_ascii=False).encode(), _PAGE]
    files = sorted(folder.rglob("*")) if folder else []
    return made + [
        file.read_bytes() for file in files if file.is_file() and 0 < file.stat().st_size <= _LONGEST
    ]


def _written(form: Form, encoding: str) -> bytes:
    text = f"<{form.item}>{form.text}{''.join(form.extra)}</{form.item}>"
    items = [re.sub(r"{\w+}", str(number), text) for number in range(2)]
    return Outlet(form, encoding, "", "\n", "").body(items, "2026-11-16T10:00:00Z")
