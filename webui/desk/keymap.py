"""Which key does what at the desk: the map, and what a reader has changed of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.model import Role


@dataclass(frozen=True, slots=True)
class Action:
    name: str
    does: str
    key: str  # two keys one after the other stand apart: "g d"
    endpoint: str = ""  # of the page that it leads to
    role: Role = Role.READER  # that it needs


GROUPS: Mapping[str, tuple[Action, ...]] = {
    "The list": (
        Action("next", "Next story", "j"),
        Action("previous", "Previous story", "k"),
        Action("open", "Open it", "l"),
        Action("back", "Back to the list", "h"),
        Action("original", "The original, in a new tab", "o"),
        Action("explain", "What speaks for it", "e"),
        Action("choose", "Tick it, to decide on several", "v"),
        Action("search", "Words in the text", "/"),
        Action("order", "By importance, or by time", "O"),
        Action("load", "Load what is announced", "r"),
    ),
    "Decide": (
        Action("take", "Take it", "i", role=Role.EDITOR),
        Action("assign", "Assign it", "a", role=Role.EDITOR),
        Action("watch", "Watch it", "w", role=Role.EDITOR),
        Action("use", "Used", "u", role=Role.EDITOR),
        Action("refuse", "Not for us", "x", role=Role.EDITOR),
        Action("note", "Note", "n", role=Role.EDITOR),
        Action("tag", "Tag", "t", role=Role.EDITOR),
        Action("digest", "To the digest", "d", role=Role.EDITOR),
        Action("snooze", "Snooze", "z", role=Role.EDITOR),
        Action("merge", "Make one story of the ticked", "c", role=Role.EDITOR),
        Action("split", "Split it", "G", role=Role.EDITOR),
        Action("brief", "A briefing of the ticked", "b", role=Role.EDITOR),
        Action("read", "Read, or unread again", "m"),
        Action("repeat", "The last action again", ".", role=Role.EDITOR),
        Action("undo", "Undo", "U", role=Role.EDITOR),
    ),
    "Go to": (
        Action("go-desk", "Desk", "g d", "desk.index"),
        Action("go-search", "Search", "g s", "search.index"),
        Action("go-topics", "Topics", "g t", "topics.index"),
        Action("go-outbox", "Digests", "g q", "outbox.index", Role.ADMIN),
        Action("go-feeds", "Feeds", "g f", "feeds.index"),
        Action("go-names", "Names", "g n", "names.index"),
        Action("go-radar", "Radar", "g r", "radar.index"),
    ),
    "Everywhere": (Action("keys", "This map", "?"),),
}
ACTIONS: Mapping[str, Action] = {action.name: action for group in GROUPS.values() for action in group}


@dataclass(frozen=True, slots=True)
class Key:
    action: Action
    key: str


def keymap(changed: Mapping[str, str], role: Role) -> dict[str, list[Key]]:
    """The map that a reader of this role works with, by group."""
    found = {
        group: [Key(one, changed.get(one.name, one.key)) for one in actions if role.may(one.role)]
        for group, actions in GROUPS.items()
    }
    return {group: keys for group, keys in found.items() if keys}


def changes(given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What a reader's map changes, by action, and what is wrong with it, by action; what is left empty stays."""
    wanted = {name: " ".join(given.get(name, "").split()) or action.key for name, action in ACTIONS.items()}
    faults = {name: fault for name, key in wanted.items() if (fault := _fault(name, key, wanted))}
    return {name: key for name, key in wanted.items() if key != ACTIONS[name].key}, faults


def _fault(name: str, key: str, wanted: Mapping[str, str]) -> str:
    parts = key.split()
    if len(parts) > 2 or any(len(part) != 1 or not part.isprintable() for part in parts):
        return f"“{key[:20]}” is no key: give one sign, or two with a space between them."
    if parts[0].isdigit():
        return "The numbers are for verdicts on topics: choose another key."
    for other, theirs in wanted.items():
        if other != name and (theirs == key or theirs.split()[0] == key or theirs == parts[0]):
            return f"“{key}” and “{theirs}” of “{ACTIONS[other].does}” are in each other’s way."
    return ""
