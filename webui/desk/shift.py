"""Since my last shift: what came, and what colleagues decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from monitor.model import DeskEntry, Role, Story, Topic
from monitor.store.desk.readers import DeskReader
from monitor.store.desk.stories import Arrivals, DeskWanted
from webui.access import needs
from webui.desk.blueprint import blueprint
from webui.desk.view import Step, steps
from webui.site import account_id, now, reader, site

AWAY = timedelta(hours=4)  # who was gone longer than that begins a new shift
FIRST = timedelta(days=1)  # how far back somebody's first shift looks
MANY = 200  # decisions on the page of the shift

_NOTED = timedelta(minutes=5)  # a visit is written down so often at most


@dataclass(frozen=True, slots=True)
class Shift:
    begin: datetime  # since when it tells
    came: Arrivals
    decisions: Sequence[tuple[Story, tuple[Step, ...]]]  # of colleagues, by story, the latest first
    owned: dict[str, int]  # stories assigned, by owner


def shift_from(works: DeskReader, now: datetime) -> datetime:
    """Since when what happened is news to a reader: since they ended their last shift, or left for long. Pure."""
    if works.seen_at is None or works.shift_from is None:
        return works.shift_from or now - FIRST
    return works.seen_at if now - works.seen_at > AWAY else works.shift_from


def remember() -> None:
    """Write down that the reader is here."""
    store, found = site().store.desk_readers, site().store.desk_readers.of(account_id())
    if found.seen_at is None or now() - found.seen_at > _NOTED:
        store.visit(account_id(), now(), shift_from(found, now()))


def since(works: DeskReader, most: int, topics: Sequence[Topic]) -> Shift:
    """What happened since a reader's last shift. Four queries."""
    begin, triage = shift_from(works, now()), site().store.triage
    decided = triage.since(begin, reader().name, most)
    return Shift(
        begin=begin,
        came=site().store.story_desk.arrivals(DeskWanted(), begin, account_id(), now()),
        decisions=_by_story(decided, topics),
        owned=triage.owned(),
    )


def _by_story(
    decided: Sequence[tuple[DeskEntry, Story]], topics: Sequence[Topic]
) -> list[tuple[Story, tuple[Step, ...]]]:
    by_story: dict[Story, list[DeskEntry]] = {}
    for entry, story in decided:
        by_story.setdefault(story, []).append(entry)
    return [(story, steps(entries, topics)) for story, entries in by_story.items()]


@blueprint.get("/shift")
@needs(Role.READER)
def show_shift() -> ResponseReturnValue:
    store = site().store
    works = store.desk_readers.of(account_id())
    return render_template("desk/shift.html", shift=since(works, MANY, store.topics.all()))


@blueprint.post("/shift/done")
@needs(Role.READER)
def end_shift() -> ResponseReturnValue:
    """From now on everything is news."""
    site().store.desk_readers.visit(account_id(), now(), now())
    flash("Your shift is done. What happens from now on stands under “Since my last shift”.")
    return redirect(url_for("desk.index"), 303)
