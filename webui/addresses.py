"""The addresses that pages link to, each worked out once: a page has two hundred, and the next has most of them too."""

from functools import lru_cache

import flask
from flask import Flask, has_request_context, request

_KEPT = 1 << 13  # addresses: those of some hundred pages


def register(app: Flask) -> None:
    """Have templates take addresses from among those that are known."""
    app.jinja_env.globals["url_for"] = url_for


def url_for(endpoint: str, **values: object) -> str:
    """As Flask's, whose answer hangs on the request only by where the app is mounted, as long as nothing of the
    request itself is asked for."""
    if endpoint.startswith(".") or "_external" in values or not has_request_context():
        return flask.url_for(endpoint, **values)  # type: ignore[arg-type]
    try:
        return _known(request.root_path, endpoint, tuple(values.items()), tuple(map(type, values.values())))
    except TypeError:  # a list, which no cache takes
        return flask.url_for(endpoint, **values)  # type: ignore[arg-type]


@lru_cache(maxsize=_KEPT)
def _known(
    _root: str, endpoint: str, values: tuple[tuple[str, object], ...], _types: tuple[type, ...]
) -> str:
    """`_root` and `_types` tell addresses apart: 1 and True are equal, and are not written alike."""
    return flask.url_for(endpoint, **dict(values))  # type: ignore[arg-type]
