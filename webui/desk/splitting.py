"""Editors take reports out of a story without leaving the list."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.store.stories.edits import EditRefused
from webui.access import needs
from webui.desk.answering import Undoing, answered, in_a_sentence
from webui.desk.blueprint import blueprint
from webui.site import now, reader, site
from webui.stories.reference import story_number

_LONGEST_REASON = 500  # characters


@blueprint.post("/desk/split")
@needs(Role.EDITOR)
def split() -> ResponseReturnValue:
    """Make a story of its own of the ticked reports of one, with the copies of their texts."""
    number = story_number(request.form.get("story", "")) or abort(400)
    ticked = (story_number(value) for value in request.form.getlist("article"))
    articles = [article for article in ticked if article is not None]
    reason = request.form.get("reason", "").strip()[:_LONGEST_REASON]
    page = url_for("stories.show", story_id=number)
    if not articles:
        return answered([], "Tick the reports to take out.", page, refused=True)
    try:
        edit = site().store.story_edits.split(number, articles, reader().name, reason, now())
    except EditRefused as refusal:
        return answered([], in_a_sentence(str(refusal)), page, refused=True)
    reports = len(edit.article_ids)
    told = "1 report is a story of its own" if reports == 1 else f"{reports} reports are a story of their own"
    return answered(
        [number],
        f"{told} now, number {edit.story_id}.",
        url_for("stories.show", story_id=number, done=edit.number),
        Undoing(url_for("desk.unsplit"), "edit", edit.number),
    )


@blueprint.post("/desk/split/undo")
@needs(Role.EDITOR)
def unsplit() -> ResponseReturnValue:
    """Put the reports back."""
    number = story_number(request.form.get("edit", "")) or abort(400)
    try:
        edit = site().store.story_edits.undo(number, reader().name, now())
    except EditRefused as refusal:
        return answered([], in_a_sentence(str(refusal)), url_for("desk.index"), refused=True)
    kept = edit.other_id or edit.story_id
    return answered([kept], "Undone.", url_for("stories.show", story_id=kept))
