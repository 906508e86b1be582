"""What becomes of a story's standing at the desk: by what one does, by a merger, by taking it back. Pure."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from monitor.model import Act, DeskState, Do, Snooze, Standing

LONGEST_TAG = 40  # characters
MOST_TAGS = 12

_FIELDS = tuple(field.name for field in fields(Standing))
_STRENGTH = {state: strength for strength, state in enumerate(DeskState)}


class ActRefused(Exception):
    """What can not be done, and what to do instead, in a line for people."""


def after(standing: Standing, act: Act, who: str, now: datetime) -> Standing:
    """Where a story stands once somebody has done that. Raises ActRefused where something is missing."""
    if act.do is Do.SNOOZE:
        if act.until is not None and act.until <= now:
            raise ActRefused("that time is past: choose a later one")
        return replace(standing, snooze=Snooze(now, act.until))
    if act.do in (Do.TAG, Do.UNTAG):
        return replace(standing, tags=_tags(standing.tags, act))
    return replace(standing, **_changes(act, standing, who))


def stronger(one: Standing, other: Standing) -> Standing:
    """The standing of two stories that become one: what was decided holds, and nothing that was marked is lost."""
    first, second = sorted((one, other), key=lambda standing: -_STRENGTH[standing.state])
    return Standing(
        state=first.state,
        reason=first.reason,
        owner=first.owner or second.owner,
        tags=tuple(sorted({*one.tags, *other.tags})[:MOST_TAGS]),
        snooze=first.snooze if first.state is not second.state else one.snooze and other.snooze,
        to_digest=one.to_digest or other.to_digest,
    )


def taken_back(current: Standing, before: Standing, changed: Standing) -> Standing | None:
    """The standing once a step from `before` to `changed` is undone; what it left alone stays as it is now.

    None: what it changed has been changed again since.
    """
    mine = [name for name in _FIELDS if getattr(before, name) != getattr(changed, name)]
    if any(getattr(current, name) != getattr(changed, name) for name in mine):
        return None
    return replace(current, **{name: getattr(before, name) for name in mine})


def is_asleep(snooze: Snooze | None, now: datetime, news: bool) -> bool:
    """Whether a snoozed story still sleeps; `news`: something new came to it since."""
    return snooze is not None and not news and (snooze.until is None or now < snooze.until)


def _changes(act: Act, standing: Standing, who: str) -> dict[str, Any]:
    match act.do:
        case Do.WATCH:
            return {"state": DeskState.WATCHING, "reason": ""}
        case Do.TAKE:
            return {"state": DeskState.ASSIGNED, "owner": who, "reason": ""}
        case Do.ASSIGN:
            return {
                "state": DeskState.ASSIGNED,
                "owner": _needed(act.text, "choose whose it is"),
                "reason": "",
            }
        case Do.USE:
            return {"state": DeskState.USED, "owner": standing.owner or who, "reason": ""}
        case Do.REFUSE:
            return {"state": DeskState.NOT_US, "reason": act.text}
        case Do.REOPEN:
            return {"state": DeskState.NEW, "owner": "", "reason": ""}
        case Do.WAKE:
            return {"snooze": None}
        case Do.DIGEST | Do.NO_DIGEST:
            return {"to_digest": act.do is Do.DIGEST}
        case _:
            _needed(act.text, "write the note")
            return {}


def _tags(tags: tuple[str, ...], act: Act) -> tuple[str, ...]:
    tag = _needed(act.text, "write the tag").casefold()
    if act.do is Do.UNTAG:
        return tuple(one for one in tags if one != tag)
    if len(tag) > LONGEST_TAG:
        raise ActRefused(f"a tag has at most {LONGEST_TAG} characters: this one has {len(tag)}")
    if len({*tags, tag}) > MOST_TAGS:
        raise ActRefused(f"a story has at most {MOST_TAGS} tags: take one off first")
    return tuple(sorted({*tags, tag}))


def _needed(text: str, otherwise: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise ActRefused(otherwise)
    return words
