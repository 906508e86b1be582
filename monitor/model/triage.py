"""Triage: what the desk has decided to do with a story, and every step on the way there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeskState(StrEnum):
    """In order of strength: where two stories become one, the stronger holds."""

    NEW = "new"  # nobody has decided
    NOT_US = "not-for-us"
    WATCHING = "watching"
    ASSIGNED = "assigned"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Snooze:
    """A story put out of sight; whatever new it gets wakes it, and so does its time."""

    since: datetime
    until: datetime | None  # None: until something new


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a story stands at the desk."""

    state: DeskState = DeskState.NEW
    reason: str = ""  # why it is not for us
    owner: str = ""  # a user's name; empty: nobody's
    tags: tuple[str, ...] = ()  # in the order of the alphabet
    snooze: Snooze | None = None
    to_digest: bool = False  # marked for the next digest that an editor composes


class Do(StrEnum):
    """What one can do with a story at the desk."""

    WATCH = "watch"
    TAKE = "take"  # it is mine
    ASSIGN = "assign"  # it is somebody's
    USE = "use"
    REFUSE = "refuse"  # it is not for us
    REOPEN = "reopen"  # nobody has decided
    NOTE = "note"
    TAG = "tag"
    UNTAG = "untag"
    SNOOZE = "snooze"
    WAKE = "wake"
    DIGEST = "digest"
    NO_DIGEST = "no-digest"
    RIGHT = "right"  # it does carry a topic
    WRONG = "wrong"
    MERGE = "merge"  # another story brought its standing along; nobody does that by itself


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do, with what it needs."""

    do: Do
    # ASSIGN: whose; REFUSE: why; NOTE: the note; TAG, UNTAG: the tag; RIGHT, WRONG: the topic's slug.
    text: str = ""
    until: datetime | None = None  # SNOOZE


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """One step in a story's triage. It is never changed, only undone."""

    number: int
    batch: int  # what was done at once, on one story or many: the number of its first entry
    story_id: int
    do: Do
    text: str
    before: Standing
    after: Standing
    who: str  # empty: the machine
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None
