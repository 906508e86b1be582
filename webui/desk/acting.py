"""Editors decide on stories: on one or on many, from the list and from a story's page; and undo it."""

from collections.abc import Sequence
from datetime import datetime

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Act, DeskEntry, Do, Role
from monitor.stories.triage import ActRefused
from webui.access import needs
from webui.desk import listing, snoozing
from webui.desk.answering import Undoing, answered, in_a_sentence
from webui.desk.blueprint import blueprint
from webui.desk.told import done
from webui.people.onward import page_named
from webui.site import account_id, now, reader, site, zone
from webui.stories.reference import story_number

MOST = 200  # stories at once
LONGEST = 2_000  # characters of a note

_FIELDS = {
    Do.ASSIGN: "owner",
    Do.REFUSE: "reason",
    Do.NOTE: "note",
    Do.TAG: "tag",
    Do.UNTAG: "untag",
    Do.RIGHT: "topic",
    Do.WRONG: "topic",
}
_READ, _UNREAD, _TYPED = "read", "unread", "typed"


@blueprint.post("/desk/act")
@needs(Role.EDITOR)
def act() -> ResponseReturnValue:
    """Do one thing with the chosen stories; `typed` does whatever a field was filled in for."""
    ids, asked = chosen(), request.form.get("do", "")
    if not ids:
        return _answer([], refused="Choose stories first: tick them, or give their numbers.")
    wanted = [Do(asked)] if asked in _ASKABLE else _typed() if asked == _TYPED else None
    if wanted is None:
        abort(400)
    if not wanted:
        return _answer(ids, refused="Write a note or a tag first.")
    try:
        entries = [entry for one in wanted for entry in _do(ids, one)]
    except ActRefused as refusal:
        return _answer(ids, refused=in_a_sentence(str(refusal)))
    _look(ids)
    return _answer(ids, entries)


@blueprint.post("/desk/read")
@needs(Role.READER)
def read() -> ResponseReturnValue:
    """Mark the chosen stories as read, or as unread."""
    ids = chosen()
    if request.form.get("do") == _UNREAD:
        site().store.story_desk.unlook(account_id(), ids)
    else:
        _look(ids)
    return _answer(ids)


@blueprint.post("/desk/undo")
@needs(Role.EDITOR)
def undo() -> ResponseReturnValue:
    """Undo what was done at once."""
    batch = story_number(request.form.get("batch", ""))
    if batch is None:
        abort(400)
    undone = site().store.triage.undo(batch, reader().name, now())
    ids = [entry.story_id for entry in (*undone.entries, *undone.kept)]
    if not ids:
        return _answer([], refused="That is undone already.")
    if undone.kept:
        number = len(undone.kept)
        return _answer(
            ids, refused=f"{number} of {len(ids)} stayed: somebody has decided on them again since."
        )
    return _answer(ids, said="Undone.")


def chosen() -> list[int]:
    """The stories that the form was sent with."""
    found = (story_number(value) for value in request.form.getlist("story")[:MOST])
    return [number for number in found if number is not None]


_ASKABLE = frozenset(Do) - {Do.MERGE}


def _do(ids: Sequence[int], do: Do) -> list[DeskEntry]:
    triage = site().store.triage
    text = " ".join(request.form.get(_FIELDS.get(do, ""), "").split())[:LONGEST]
    if do in (Do.RIGHT, Do.WRONG):
        if text not in {topic.slug for topic in site().store.topics.all()}:
            raise ActRefused("choose a topic")
        return triage.judge(ids, Act(do, text), reader().name, now())
    if do is Do.ASSIGN and text and text not in listing.people():
        raise ActRefused(f"nobody here is called {text[:60]}: choose from the list")
    return triage.act(ids, Act(do, text, _until() if do is Do.SNOOZE else None), reader().name, now())


def _until() -> datetime | None:
    try:
        return snoozing.until(request.form.get("until", "news"), now(), zone())
    except KeyError:
        raise ActRefused("choose until when") from None


def _typed() -> list[Do]:
    return [do for do in (Do.NOTE, Do.TAG) if request.form.get(_FIELDS[do], "").strip()]


def _look(ids: Sequence[int]) -> None:
    """Whoever decides has looked: at what the page showed, not at what has come since."""
    try:
        shown_at = datetime.fromisoformat(request.form.get("shown_at", ""))
    except ValueError:
        shown_at = now()
    if shown_at.tzinfo is None:
        abort(400)
    site().store.story_desk.look(account_id(), ids, min(shown_at, now()))


def _answer(
    ids: Sequence[int], entries: Sequence[DeskEntry] = (), refused: str = "", said: str = ""
) -> ResponseReturnValue:
    """What came of it, on the page that the form stood on."""
    if not (entries or refused or said):
        said = "Read." if request.path.endswith("read") else "Nothing to change: it stands so already."
    names = {topic.slug: topic.name for topic in site().store.topics.all()}
    onward = page_named(request.form.get("back"), url_for("desk.index"))
    undo = None
    if entries:
        undo = Undoing(url_for("desk.undo"), "batch", entries[0].batch)
        onward = f"{onward.split('#')[0]}{'&' if '?' in onward else '?'}decided={undo.number}"
    sentence = refused or said or done(entries, names)
    return answered(ids, sentence, onward, undo, refused=bool(refused))
