"""What was changed of a story, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model import EditKind, StoryEdit


@dataclass(frozen=True, slots=True)
class Told:
    """An edit as the page of one of its two stories tells it."""

    edit: StoryEdit
    words: str  # goes on with the other story, where there is one
    other_id: int | None
    end: str  # behind the other story
    quoted: str  # a headline


def told(edit: StoryEdit, story_id: int) -> Told:
    """The edit as seen from a story that it changed."""
    count = len(edit.article_ids)
    reports = f"{count} report{'' if count == 1 else 's'}"
    here = edit.story_id == story_id
    other = edit.other_id if here else edit.story_id
    match edit.kind, here:
        case EditKind.MERGE, True:
            return Told(edit, "merged", other, "into this one", "")
        case EditKind.MERGE, False:
            return Told(edit, "merged this one into", other, "", "")
        case EditKind.SPLIT, True:
            return Told(edit, f"made this story of {reports} of", other, "", "")
        case EditKind.SPLIT, False:
            return Told(edit, f"took {reports} out and made", other, "of it", "")
        case EditKind.MOVE, True:
            return Told(edit, f"moved {reports} here from", other, "", "")
        case EditKind.MOVE, False:
            return Told(edit, f"moved {reports} to", other, "", "")
        case _:
            words = "set the headline" if edit.headline else "gave it the headline of its leading report"
            return Told(edit, words, None, "", edit.headline)


def state(edits: Sequence[StoryEdit]) -> str:
    """Names what has been changed of a story so far: a form that was made before the latest change has another."""
    return f"{len(edits)}.{sum(edit.undone_at is not None for edit in edits)}"


def latest(edits: Sequence[StoryEdit]) -> StoryEdit | None:
    """The edit that was made or undone last."""
    return max(edits, key=lambda edit: (edit.undone_at or edit.at, edit.number), default=None)
