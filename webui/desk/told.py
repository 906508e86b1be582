"""What was decided on a story, in words. Pure."""

from collections.abc import Mapping, Sequence

from monitor.model import DeskEntry, Do

_PLAIN = {
    Do.WATCH: "watches it",
    Do.TAKE: "took it",
    Do.USE: "marked it as used",
    Do.REFUSE: "says it is not for us",
    Do.REOPEN: "opened it again",
    Do.WAKE: "woke it",
    Do.DIGEST: "marked it for the digest",
    Do.NO_DIGEST: "took it off the digest",
    Do.MERGE: "kept the stronger state of two stories that became one",
}
_DONE = {
    Do.WATCH: "watched",
    Do.TAKE: "taken",
    Do.ASSIGN: "assigned to {text}",
    Do.USE: "marked as used",
    Do.REFUSE: "not for us",
    Do.REOPEN: "open again",
    Do.NOTE: "noted",
    Do.TAG: "tagged {text}",
    Do.UNTAG: "no longer tagged {text}",
    Do.SNOOZE: "snoozed",
    Do.WAKE: "awake again",
    Do.DIGEST: "marked for the digest",
    Do.NO_DIGEST: "off the digest",
    Do.RIGHT: "confirmed: it carries {text}",
    Do.WRONG: "corrected: it does not carry {text}",
}


def told(entry: DeskEntry, topics: Mapping[str, str]) -> str:
    """What somebody did, to stand behind their name; what they wrote themselves stands beside it."""
    match entry.do:
        case Do.ASSIGN:
            return f"assigned it to {entry.text}"
        case Do.NOTE:
            return "noted"
        case Do.TAG | Do.UNTAG:
            return f"{'tagged it' if entry.do is Do.TAG else 'took off the tag'} {entry.text}"
        case Do.SNOOZE:
            snooze = entry.after.snooze
            return "snoozed it" if snooze and snooze.until else "snoozed it until something new"
        case Do.RIGHT | Do.WRONG:
            says = "says it carries" if entry.do is Do.RIGHT else "says it does not carry"
            return f"{says} {topics.get(entry.text, entry.text)}"
        case _:
            return _PLAIN[entry.do]


def quoted(entry: DeskEntry) -> str:
    """The words of the person who did it."""
    return entry.text if entry.do in (Do.NOTE, Do.REFUSE) else ""


def done(entries: Sequence[DeskEntry], topics: Mapping[str, str]) -> str:
    """What has just been done, in a line: "3 stories: marked as used"."""
    first = entries[0]
    number = "1 story" if len(entries) == 1 else f"{len(entries)} stories"
    text = topics.get(first.text, first.text)
    return f"{number}: {_DONE[first.do].format(text=text)}"
