"""Triage on a story's own page: where it stands, what one can do, and the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request, url_for

from monitor.model import Topic
from monitor.store.desk.rows import DeskStory
from webui.desk import listing, snoozing
from webui.desk.answering import Undoing
from webui.desk.keymap import Key, keymap
from webui.desk.told import done
from webui.desk.view import Step, steps
from webui.site import account_id, now, reader, site
from webui.stories.reference import story_number


@dataclass(frozen=True, slots=True)
class Panel:
    line: DeskStory
    looking: Sequence[str]  # who else has it before them
    history: Sequence[Step]  # the latest first
    owners: Sequence[str]  # whose it can be
    tags: Sequence[str]  # in use
    keys: Mapping[str, Sequence[Key]]
    snoozes: Sequence[tuple[str, str]]


def panel_of(story_id: int, topics: Sequence[Topic]) -> Panel:
    """Of a story that there is."""
    store = site().store
    (line,) = store.story_desk.lines([story_id], account_id(), now())
    return Panel(
        line=line,
        looking=store.desk_readers.at([story_id], account_id(), now()).get(story_id, ()),
        history=steps(store.triage.history(story_id), topics),
        owners=listing.people(),
        tags=store.story_desk.tags(),
        keys=keymap(store.desk_readers.of(account_id()).keys, reader().role),
        snoozes=list(snoozing.CHOICES.items()),
    )


def decided(topics: Sequence[Topic]) -> dict[str, object]:
    """What the address says has just been done, as long as it stands."""
    batch = story_number(request.args.get("decided", ""))
    entries = [one for one in site().store.triage.batch(batch) if not one.undone_at] if batch else []
    if not entries:
        return {"sentence": "", "undo": None}
    names = {topic.slug: topic.name for topic in topics}
    undo = Undoing(url_for("desk.undo"), "batch", entries[0].batch)
    return {"sentence": done(entries, names), "undo": undo}
