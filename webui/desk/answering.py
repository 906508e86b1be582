"""What the desk answers to a decision: to a script the rows that have changed, to a browser where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from webui.desk import listing
from webui.site import account_id, now, site


@dataclass(frozen=True, slots=True)
class Undoing:
    """The form that takes back what has just been done: where it is sent, and its one field."""

    address: str
    field: str
    number: int


def answered(
    ids: Sequence[int], sentence: str, onward: str, undo: Undoing | None = None, *, refused: bool = False
) -> ResponseReturnValue:
    """To a script these stories' rows and the sentence; a browser goes on to a page, and reads there what nothing
    else would tell it."""
    if "X-Part" not in request.headers:
        if refused or not undo:
            flash(sentence)
        return redirect(onward, 303)
    page = render_template(
        "desk/changed.html",
        rows=listing.gathered(site().store.story_desk.lines(ids, account_id(), now())),
        sentence=sentence,
        undo=undo,
        topics=site().store.topics.all(),
        works=site().store.desk_readers.of(account_id()),
    )
    return page, 422 if refused else 200


def in_a_sentence(words: str) -> str:
    return words[:1].upper() + words[1:].removesuffix(".") + "."
