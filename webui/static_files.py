"""How the style sheets and scripts are served: under an address that changes with them, and compressed."""

import gzip
import hashlib
from functools import cache, lru_cache
from pathlib import Path

from flask import Response, request

_FOLDER = Path(__file__).parent / "static"
_TEXT = frozenset({"text/css", "text/javascript", "image/svg+xml"})


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
    """Pack a style sheet or script for a browser that takes it so. Pages are left as they are: what they say beside
    a secret could be guessed from their lengths."""
    if request.endpoint != "static" or response.mimetype not in _TEXT:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not request.accept_encodings.quality("gzip"):
        return response
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.content_encoding = "gzip"
    etag, _ = response.get_etag()
    response.set_etag(etag or "", weak=True)
    return response


@lru_cache(maxsize=128)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
