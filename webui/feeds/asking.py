"""Putting a question to the network, for an admin who waits."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from flask import abort

from monitor.pipeline.lookups import Tools
from webui.site import now, reader, site

T = TypeVar("T")


def ask(question: Callable[[Tools], Coroutine[Any, Any, T]]) -> T:
    """The answer. It is found in another thread, so a question may not look at the request.

    Raises NoAnswer; 429 for an admin who has asked too much.
    """
    throttle, admin = site().lookup_throttle, reader().id
    if throttle.wait(admin, now()):
        abort(429)
    throttle.count(admin, now())
    return site().lookups.ask(question)
