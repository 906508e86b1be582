"""The page of a story, and remembering that somebody has looked at it."""

from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui.access import needs
from webui.site import account_id, now, site
from webui.stories.blueprint import blueprint
from webui.stories.view import story_page, whole_timeline


@blueprint.get("/<id:story_id>")
@needs(Role.READER)
def show(story_id: int) -> ResponseReturnValue:
    found = site().store.stories.line(story_id, account_id())
    if found is None or not found.story.reports:
        return render_template("stories/gone.html", story_id=story_id), 404
    if "X-Part" in request.headers:
        return whole_timeline(found)
    if found.story.id != story_id:
        address = url_for(
            "stories.show", story_id=found.story.id, was=story_id, done=request.args.get("done")
        )
        return redirect(address, 303)
    return story_page(found)


@blueprint.get("/<id:story_id>/chapters")
@needs(Role.READER)
def chapters(story_id: int) -> ResponseReturnValue:
    """The other stories of its affair: to look for them takes longer than all else on a story's page."""
    found = site().store.stories.line(story_id)
    if found is None or not found.story.reports:
        return render_template("stories/gone.html", story_id=story_id), 404
    template = "stories/chapters.html" if "X-Part" in request.headers else "stories/affair.html"
    return render_template(
        template, story=found.story, chapters=site().store.stories.chapters(found.story.id)
    )


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
