"""What comes while one reads: announced to the page, which moves nothing by itself; and who is at which story.

Each answer is one event and then ends: the browser's EventSource comes back by itself after the pause that it is told.
A stream held open would keep one of the server's few threads for each editor; this holds one for some milliseconds.
"""

import json
from datetime import datetime

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.desk import listing
from webui.desk.blueprint import blueprint
from webui.desk.query import DeskQuery
from webui.desk.shift import remember
from webui.site import account_id, now, reader, site, zone
from webui.stories.reference import story_number

PAUSE = 20_000  # milliseconds between two answers


@blueprint.get("/events")
@needs(Role.READER)
def events() -> ResponseReturnValue:
    """How many stories of the list that the address names came or moved after `since`, and who is at which."""
    store, since = site().store, _moment(request.args.get("since", now().isoformat()))
    wanted = DeskQuery.read(request.args, listing.there().choices).wanted(zone(), reader().name)
    came = store.story_desk.arrivals(wanted, since, account_id(), now())
    looking = store.desk_readers.present(account_id(), now())
    told = {"new": came.new, "moved": came.moved, "looking": looking}
    body = f"retry: {PAUSE}\nevent: news\ndata: {json.dumps(told)}\n\n"
    return Response(body, mimetype="text/event-stream", headers={"Cache-Control": "no-store"})


@blueprint.post("/desk/here")
@needs(Role.READER)
def here() -> ResponseReturnValue:
    """The reader is at the desk, and where they name a story they have it before them."""
    number = story_number(request.form.get("story", ""))
    found = site().store.stories.line(number) if number else None
    if number and found is None:
        abort(404)
    if found is not None:
        site().store.desk_readers.is_at(account_id(), reader().name, found.story.id, now())
    remember()
    return "", 204


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        abort(400)
    if found.tzinfo is None:
        abort(400)
    return found
