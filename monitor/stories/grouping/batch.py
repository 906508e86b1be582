"""Groups a batch of arriving reports among those that the store holds: the same as Window, begun anew each time.

A batch sees of the past only what its reports may resemble, so that memory is constant whatever the store holds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.stories.copies.finding import Copies
from monitor.stories.grouping.apart import Apart
from monitor.stories.grouping.assign import Join
from monitor.stories.grouping.features import unpack, unpack_signature
from monitor.stories.grouping.gist import Gist
from monitor.stories.grouping.likeness import Likeness
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.shelf import Surroundings
from monitor.stories.grouping.weighing import Weighed
from monitor.stories.grouping.window import Window


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an arriving report goes. A story or text that is new is called by the number of its first article."""

    article: str
    story: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A story that turns out to tell of the same event as another, and what shows it."""

    into: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a batch changes."""

    placed: tuple[Placed, ...]
    merged: tuple[Merged, ...]  # of stories that the store holds


def group(
    arriving: Sequence[tuple[Gist, Weighed]],
    around: Surroundings,
    likeness: Likeness,
    rarity: Rarity,
) -> Grouped:
    """Where each of the arriving reports belongs, taken in the order given."""
    window = Window(likeness, rarity, apart=Apart.of(around.apart))
    window.expect((*around.lately, *(gist.report.at for gist, _ in arriving)))
    batch = _Batch(around, window)
    for gist, weighed in arriving:
        batch.add(gist, weighed)
    return batch.result()


class _Batch:
    def __init__(self, around: Surroundings, window: Window) -> None:
        self._window = window
        self._copies = Copies()
        self._stored = around.stories.keys()
        self._why: dict[str, str] = {}
        self._bridges: list[Merged] = []
        known = sorted((*around.stored, *(twin.report for twin in around.twins)))
        features, stories = [one.features for one in known], [one.story for one in known]
        window.begin(unpack(features), stories, around.stories)
        for twin in sorted(around.twins, key=lambda twin: twin.report):
            if signature := unpack_signature(twin.report.features):
                self._copies.hold(twin.carrier, signature, twin.text)

    def add(self, gist: Gist, weighed: Weighed) -> None:
        name = gist.report.id
        twin = self._copies.put(gist.carrier, gist.signature)
        decision = self._window.place(gist.report, weighed, self._window.story_of(twin) if twin else "")
        if isinstance(decision, Join):
            why = "; ".join(decision.reasons)
            self._bridges += [Merged(decision.story, merged, why) for merged in decision.merged]
        else:
            why = "nothing earlier tells of this event"
        self._why[name] = why

    def result(self) -> Grouped:
        merged, called = self._mergers()
        return Grouped(tuple(self._placed(name, called) for name in self._why), merged)

    def _placed(self, name: str, called: Mapping[str, str]) -> Placed:
        story = self._window.story_of(name)
        return Placed(name, called.get(story, story), self._copies.text_of(name), self._why[name])

    def _mergers(self) -> tuple[tuple[Merged, ...], Mapping[str, str]]:
        """The mergers of stored stories, and what new stories are called that became one with a stored one."""
        into = {bridge.other: bridge.into for bridge in self._bridges}
        why = {bridge.other: bridge.why for bridge in self._bridges}
        became: defaultdict[str, list[str]] = defaultdict(list)
        for story in {*into, *into.values()}:
            last = story
            while last in into:
                last = into[last]
            became[last].append(story)
        merged: list[Merged] = []
        called: dict[str, str] = {}
        for last, stories in became.items():
            stored = sorted((s for s in stories if s in self._stored), key=lambda s: (s != last, s))
            if stored:
                called[last] = stored[0]
                merged += [Merged(stored[0], other, why.get(other) or why[stored[0]]) for other in stored[1:]]
        return tuple(merged), called
