"""What applying a file of feeds would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from monitor.configuration.feed_address import same_feed_key
from monitor.model import Feed


@dataclass(frozen=True, slots=True)
class Change:
    """A feed as it is, to be found by `before.url`, and as it is to be."""

    before: Feed
    after: Feed

    @property
    def differences(self) -> list[tuple[str, object, object]]:
        """Name, old and new value of each field that differs."""
        names = [each.name for each in fields(Feed)]
        pairs = [(name, getattr(self.before, name), getattr(self.after, name)) for name in names]
        return [(name, old, new) for name, old, new in pairs if old != new]


@dataclass(frozen=True, slots=True)
class Plan:
    """The way from the feeds that are present to those that are wanted; nothing is ever deleted."""

    added: tuple[Feed, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Feed, ...] = ()  # only in the database: left alone, or, with prune, paused

    @property
    def is_empty(self) -> bool:
        """True where applying it changes nothing."""
        return not (self.added or self.changed)


def plan(wanted: Sequence[Feed], present: Sequence[Feed], prune: bool = False) -> Plan:
    """Compare the feeds of a file with those of the database.

    A feed is found by its address, spelled the same or else meaning the same (http and https, a slash at the
    end ...), so that a corrected spelling keeps the feed's history. Feeds that the file does not name are
    left alone, with `prune` they are paused; their articles stay in any case.
    """
    found = _found(wanted, present)
    kept = {feed.url for feed in found.values()}
    removed = tuple(feed for feed in present if feed.url not in kept)
    changes = [Change(found[feed.url], feed) for feed in wanted if feed.url in found]
    if prune:
        changes += [Change(feed, replace(feed, paused=True)) for feed in removed]
    return Plan(
        added=tuple(feed for feed in wanted if feed.url not in found),
        changed=tuple(change for change in changes if change.differences),
        removed=removed,
    )


def _found(wanted: Sequence[Feed], present: Sequence[Feed]) -> Mapping[str, Feed]:
    """Each wanted address -> the present feed that it means; no present feed is given twice."""
    by_url = {feed.url: feed for feed in present}
    found = {feed.url: by_url.pop(feed.url) for feed in wanted if feed.url in by_url}
    by_key = {same_feed_key(url): url for url in by_url}
    for feed in wanted:
        if feed.url not in found and (url := by_key.pop(same_feed_key(feed.url), None)):
            found[feed.url] = by_url[url]
    return found


def as_text(plan: Plan) -> str:
    """The plan for people: + added, ~ changed and how, - only in the database; at the end the counts."""
    lines = [f"+ {feed.name}  {feed.url}" for feed in plan.added]
    for change in plan.changed:
        lines.append(f"~ {change.before.name}  {change.before.url}")
        lines += [f"    {name}: {_shown(old)} -> {_shown(new)}" for name, old, new in change.differences]
    lines += [f"- {feed.name}  {feed.url}  only in the database" for feed in plan.removed]
    counts = (
        f"{len(plan.added)} to add, {len(plan.changed)} to change, {len(plan.removed)} only in the database"
    )
    return "\n".join([*lines, counts])


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "nothing"
