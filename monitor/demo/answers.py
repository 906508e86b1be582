"""What the demo's server answers to a request: status, headers and body, decided without I/O."""

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from math import ceil

from monitor.demo import pages
from monitor.demo.model import NewsItem, Outlet
from monitor.demo.render import MEDIA_TYPES, render
from monitor.demo.world import World, busy_for, feed_at, item_at

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def answer(world: World, base_url: str, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
    """The answer to GET `path`; `headers` are the request's, their names in lower case."""
    found = _resource(world, base_url, path, headers, now)
    if not found.body or "gzip" not in headers.get("accept-encoding", ""):
        return found
    zipped = {**found.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Answer(found.status, zipped, gzip.compress(found.body, mtime=0))


def _resource(world: World, base_url: str, path: str, headers: Mapping[str, str], now: datetime) -> Answer:
    if path == "/":
        return _html(pages.index(world.seeds.outlets.values()))
    if path == "/style.css":
        return Answer(HTTPStatus.OK, {"Content-Type": "text/css; charset=utf-8"}, pages.STYLE.encode())
    slug, _, name = path.removeprefix("/").partition("/")
    outlet = world.seeds.outlets.get(slug)
    if outlet is None:
        return _not_found()
    if name == "feed.xml":
        return _feed(world, outlet, base_url, headers, now)
    if not name:
        return _html(pages.front(outlet, feed_at(world, slug, now)))
    item = item_at(world, slug, name.removesuffix(".html"), now) if name.endswith(".html") else None
    return _html(pages.article(outlet, item)) if item else _not_found()


def _feed(world: World, outlet: Outlet, base_url: str, headers: Mapping[str, str], now: datetime) -> Answer:
    if outlet.answers == "error-page":  # as content systems do: an error, said with status 200
        return _html(pages.message("We are sorry: this page is being repaired"))
    if outlet.answers == "now-and-then" and (wait := busy_for(world, now)):
        retry = {"Retry-After": str(ceil(wait.total_seconds())), "Content-Type": _HTML}
        body = pages.message("Too many readers: please come back in a moment").encode()
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, retry, body)
    items = feed_at(world, outlet.slug, now)
    body = render(outlet, items, base_url)
    validators = _validators(body, items) if outlet.validators else {}
    if validators and _is_known(validators, headers):
        return Answer(HTTPStatus.NOT_MODIFIED, validators)
    return Answer(HTTPStatus.OK, {"Content-Type": MEDIA_TYPES[outlet.format], **validators}, body)


def _validators(body: bytes, items: Sequence[NewsItem]) -> dict[str, str]:
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'  # weak: the zipped and the plain body share it
    if not items:
        return {"ETag": etag}
    changed = max(item.updated for item in items).replace(microsecond=0)
    return {"ETag": etag, "Last-Modified": format_datetime(changed, usegmt=True)}


def _is_known(validators: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether the client has this version already (RFC 9110, 13.2.2: the ETag goes before the date)."""
    if tags := headers.get("if-none-match"):
        return validators["ETag"] in tags or tags.strip() == "*"
    since, changed = headers.get("if-modified-since"), validators.get("Last-Modified")
    if not since or not changed:
        return False
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since).replace(tzinfo=UTC)
    except ValueError:
        return False


def _html(page: str) -> Answer:
    return Answer(HTTPStatus.OK, {"Content-Type": _HTML}, page.encode())


def _not_found() -> Answer:
    return Answer(
        HTTPStatus.NOT_FOUND, {"Content-Type": _HTML}, pages.message("There is nothing here").encode()
    )
