"""Pages are made of one snapshot of the store: what they ask it for one after the other is as of one moment, and in one
transaction, which saves a page of forty questions as many beginnings and ends."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask

from monitor.store import Store

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


def register(app: Flask, store: Store) -> None:
    """Have every page that is only read be made so; what changes something sees each change at once."""
    app.wsgi_app = _together(app.wsgi_app, store)  # type: ignore[assignment, method-assign]


def _together(
    answer: "Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]", store: Store
) -> "Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]":
    def answered(environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return answer(environ, start)
        with store.database.reading_together():
            return answer(environ, start)

    return answered
