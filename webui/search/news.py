"""How much is new in the searches that a reader keeps. The desk asks for it once its page is shown."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.pipeline.saved_searches import Unread, unread
from webui.access import needs
from webui.search.blueprint import blueprint
from webui.site import account_id, site

MOST = 20  # searches that are counted: each may cost 50 ms of matching

_KEPT = 60  # seconds: the address changes with what the reader has seen, so only arrivals are told late


@blueprint.get("/search/unread")
@needs(Role.READER)
def news() -> ResponseReturnValue:
    """By the number of each search what is unread in it: "7", "99+", or nothing."""
    store = site().store
    kept = store.searches.of(account_id())[:MOST]
    found = unread(store, kept, store.topics.all())
    answer = jsonify(unread={str(number): written(one) for number, one in found.items()})
    answer.headers["Cache-Control"] = f"private, max-age={_KEPT}"
    return answer


def written(one: Unread) -> str:
    """The count as the desk shows it."""
    return f"{one.count}{'+' if one.more else ''}" if one.count else ""
