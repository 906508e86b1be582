"""How the style sheets and scripts are served: under an address that changes with them, lean and compressed."""

import gzip
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from flask import Response, request

_FOLDER = Path(__file__).parent / "static"
_TEXT = frozenset({"text/css", "text/javascript", "image/svg+xml"})

# What is for those who read the files here: comments and indentation. No string of ours holds any of it.
_FOR_READERS: Mapping[str, Sequence[tuple[re.Pattern[bytes], bytes]]] = {
    "text/css": (
        (re.compile(rb"/\*.*?\*/", re.DOTALL), b""),
        (re.compile(rb"\s+"), b" "),
        (re.compile(rb" ?([{};,>]) ?"), rb"\1"),
        (re.compile(rb": "), b":"),
        (re.compile(rb";}"), b"}"),
        (re.compile(rb"(?<![\w.])0(?=\.\d)"), b""),
    ),
    "text/javascript": (
        (re.compile(rb"^\s+|(?:^|[ \t]+)// .*$", re.MULTILINE), b""),
        (re.compile(rb"\n{2,}"), b"\n"),
    ),
}


@cache
def path() -> str:
    """Where they are: the hash of them all is part of it, so that browsers may keep them for good.

    A parameter would not do: what a module imports beside itself has the path of the module, and nothing else of it.
    """
    digest = hashlib.sha256()
    for file in sorted(_FOLDER.rglob("*.*")):
        digest.update(file.read_bytes())
    return f"/static/{digest.hexdigest()[:10]}"


def compress(response: Response) -> Response:
    """Make a style sheet or script lean, and pack it for a browser that takes it so. Pages are left as they are: what
    they say beside a secret could be guessed from their lengths."""
    if request.endpoint != "static" or response.mimetype not in _TEXT:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200:
        return response
    packs = bool(request.accept_encodings.quality("gzip"))
    response.direct_passthrough = False
    response.set_data(_served(response.get_data(), response.mimetype, packs))
    if packs:
        response.content_encoding = "gzip"
    etag, _ = response.get_etag()
    response.set_etag(etag or "", weak=True)
    return response


@lru_cache(maxsize=128)
def _served(content: bytes, kind: str, packs: bool) -> bytes:
    for pattern, instead in _FOR_READERS.get(kind, ()):
        content = pattern.sub(instead, content)
    return gzip.compress(content, mtime=0) if packs else content
