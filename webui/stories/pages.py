"""The page of a story, and remembering that somebody has looked at it."""

from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.site import account_id, now, site
from webui.stories.blueprint import blueprint
from webui.stories.view import story_page


@blueprint.get("/<id:story_id>")
@needs(Role.READER)
def show(story_id: int) -> ResponseReturnValue:
    found = site().store.stories.line(story_id, account_id())
    if found is None or not found.story.reports:
        return render_template("stories/gone.html", story_id=story_id), 404
    if found.story.id != story_id:
        address = url_for(
            "stories.show", story_id=found.story.id, was=story_id, done=request.args.get("done")
        )
        return redirect(address, 303)
    return story_page(found)


@blueprint.post("/<id:story_id>/seen")
@needs(Role.READER)
def look(story_id: int) -> ResponseReturnValue:
    """Remember the visit as of the moment the page was made: what has come since was not on it."""
    try:
        shown_at = datetime.fromisoformat(request.form.get("shown_at", ""))
    except ValueError:
        abort(400)
    if shown_at.tzinfo is None:
        abort(400)
    found = site().store.stories.line(story_id)
    if found is None:
        abort(404)
    site().store.story_desk.look(account_id(), [found.story.id], min(shown_at, now()))
    return redirect(url_for("stories.show", story_id=found.story.id), 303)
