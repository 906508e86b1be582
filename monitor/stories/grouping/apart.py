"""Stories that people have told apart are never merged, nor is what they have become part of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from monitor.stories.grouping.assign import Decision, Join


@dataclass
class Apart:
    """Pairs of stories by name. A state: `kept` follows the mergers that it lets pass."""

    _from: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Apart":
        """These pairs."""
        found = cls()
        for one, other in pairs:
            found._from[one].add(other)
            found._from[other].add(one)
        return found

    def kept(self, decision: Decision) -> Decision:
        """The decision without mergers that would bring together what is apart."""
        if not isinstance(decision, Join) or not self._from:
            return decision
        merged = tuple(story for story in decision.merged if self._pass(decision.story, story))
        return replace(decision, merged=merged)

    def _pass(self, story: str, merged: str) -> bool:
        """Whether the one may become part of the other, which then is apart from all that it was apart from."""
        if merged in self._from.get(story, ()):
            return False
        for other in self._from.pop(merged, set()):
            self._from[other].discard(merged)
            self._from[other].add(story)
            self._from[story].add(other)
        return True
