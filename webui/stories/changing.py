"""Editors change stories: merge, take reports out, set the headline, undo."""

from collections.abc import Callable, Sequence

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role, Story, StoryEdit, StoryLine
from monitor.store.stories.edits import EditRefused
from webui.access import needs
from webui.display import clock
from webui.site import account_id, now, reader, site
from webui.stories.blueprint import blueprint
from webui.stories.history import latest, state, told
from webui.stories.reference import story_number
from webui.stories.view import Refusal, story_page

NEW = "new"  # what the form says that takes reports out into a story of their own

_LONGEST_REASON = 500  # characters


class ChangedMeanwhile(EditRefused):
    """Somebody else changed the story after the form was made."""


@blueprint.post("/<id:story_id>/merge")
@needs(Role.EDITOR)
def merge(story_id: int) -> ResponseReturnValue:
    """Make another story part of this one."""

    def edit(story: Story) -> StoryEdit:
        other = _other(story, "Choose the story to merge with, or give its address or number.")
        return site().store.story_edits.merge(story.id, other, reader().name, _reason(), now())

    return _change(story_id, "merge", edit)


@blueprint.post("/<id:story_id>/take")
@needs(Role.EDITOR)
def take(story_id: int) -> ResponseReturnValue:
    """Make a new story of the ticked reports, or move them to another."""

    def edit(story: Story) -> StoryEdit:
        edits, articles = site().store.story_edits, _ticked()
        if not articles:
            raise EditRefused("Tick the reports to take out, in the timeline.")
        if request.form.get("into") == NEW and not request.form.get("reference", "").strip():
            return edits.split(story.id, articles, reader().name, _reason(), now())
        target = _other(story, "Choose where they go, or give the address or number of the story.")
        return edits.move(articles, target, reader().name, _reason(), now())

    return _change(story_id, "take", edit)


@blueprint.post("/<id:story_id>/headline")
@needs(Role.EDITOR)
def headline(story_id: int) -> ResponseReturnValue:
    """Set the headline; without words it is that of the leading report again."""

    def edit(story: Story) -> StoryEdit:
        words = "" if "clear" in request.form else request.form.get("headline", "").strip()
        if not words and "clear" not in request.form:
            raise EditRefused("Write the headline.")
        return site().store.story_edits.headline(story.id, words, reader().name, _reason(), now())

    return _change(story_id, "headline", edit)


@blueprint.post("/<id:story_id>/undo")
@needs(Role.EDITOR)
def undo(story_id: int) -> ResponseReturnValue:
    """Put back what one edit of this story changed."""

    def edit(story: Story) -> StoryEdit:
        number = request.form.get("edit", type=int)
        if number not in {known.number for known in site().store.stories.edits(story.id)}:
            abort(400)
        return site().store.story_edits.undo(number, reader().name, now())

    found = _found(story_id)  # a merger is undone on the page of either story, whatever came since
    return _made(found, "undo", edit)


def _change(story_id: int, form: str, edit: Callable[[Story], StoryEdit]) -> ResponseReturnValue:
    """Make an edit of the story as the form's page showed it."""
    found = _found(story_id)

    def checked(story: Story) -> StoryEdit:
        _must_be_unchanged(story_id, story)
        return edit(story)

    return _made(found, form, checked)


def _made(found: StoryLine, form: str, edit: Callable[[Story], StoryEdit]) -> ResponseReturnValue:
    try:
        made = edit(found.story)
    except EditRefused as refused:
        sentence = str(refused)
        refusal = Refusal(
            form,
            sentence[:1].upper() + sentence[1:].removesuffix(".") + ".",
            request.form.to_dict(),
            frozenset(_ticked()),
        )
        return story_page(found, refusal), 409 if isinstance(refused, ChangedMeanwhile) else 422
    return redirect(url_for("stories.show", story_id=found.story.id, done=made.number), 303)


def _found(story_id: int) -> StoryLine:
    found = site().store.stories.line(story_id, account_id())
    if found is None or not found.story.reports:
        abort(404)
    return found


def _must_be_unchanged(story_id: int, story: Story) -> None:
    """A form of an older state is refused, for its sender has not seen what it would change.

    An edit that slips in between this look and the next write is written down like any other, and can be undone.
    """
    edits = site().store.stories.edits(story.id)
    if story.id != story_id:
        raise ChangedMeanwhile(
            f"Story {story_id} has become part of this one since you opened it{_by(edits)}. Nothing of yours "
            "was done: look again, and send it once more if it still holds"
        )
    if request.form.get("state") != state(edits):
        raise ChangedMeanwhile(
            f"This story was changed since you opened it{_by(edits)}. Nothing of yours was done: look again, "
            "and send it once more if it still holds"
        )


def _by(edits: Sequence[StoryEdit]) -> str:
    last = latest(edits)
    if last is None:
        return ""
    if last.undone_at is not None:
        return f": at {clock(last.undone_at)} {last.undone_by} undid an edit"
    change = told(last, last.story_id)
    other = f" story {change.other_id}" if change.other_id else ""
    return f": at {clock(last.at)} {last.who or 'the desk'} {change.words}{other} {change.end}".rstrip()


def _other(story: Story, otherwise: str) -> int:
    """The story that the form names: what is written counts before what is chosen from the list."""
    written = request.form.get("reference", "").strip() or request.form.get("into", "")
    if not written:
        raise EditRefused(otherwise)
    number = story_number(written)
    if number is None:
        raise EditRefused(f"“{written[:60]}” is no story: give the address of its page, or its number.")
    found = site().store.stories.line(number)
    if found is None:
        raise EditRefused(f"There is no story {number}.")
    if found.story.id == story.id:
        raise EditRefused(f"Story {number} is this one: choose another.")
    if found.story.id != number:
        raise EditRefused(
            f"Story {number} has become part of story {found.story.id}, “{found.story.headline}”: "
            f"give {found.story.id} if you mean that."
        )
    return number


def _ticked() -> list[int]:
    found = (story_number(value) for value in request.form.getlist("articles"))
    return [number for number in found if number is not None]


def _reason() -> str:
    return request.form.get("reason", "").strip()[:_LONGEST_REASON]
