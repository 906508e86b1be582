"""Editors make one story of several, from the list; on its own page every merger can be undone."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.store.stories.edits import EditRefused
from webui.access import needs
from webui.desk.acting import chosen
from webui.desk.blueprint import blueprint
from webui.people.onward import page_named
from webui.site import now, reader, site

_WHY = "chosen together on the desk"


@blueprint.post("/desk/merge")
@needs(Role.EDITOR)
def merge() -> ResponseReturnValue:
    """Make the chosen stories part of the one that was reported first, and show it."""
    lines = [line for number in chosen() if (line := site().store.stories.line(number)) is not None]
    found = {line.story.id: line for line in lines if line.story.reports}
    if len(found) < 2:
        flash("Tick the stories that are one: two at least.")
        return redirect(page_named(request.form.get("back"), url_for("desk.index")), 303)
    first, *others = sorted(found.values(), key=lambda line: (line.story.first_at, line.story.id))
    for other in others:
        try:
            site().store.story_edits.merge(first.story.id, other.story.id, reader().name, _WHY, now())
        except EditRefused as refusal:
            flash(f"Story {other.story.id} stays by itself: {refusal}.")
    return redirect(url_for("stories.show", story_id=first.story.id), 303)
