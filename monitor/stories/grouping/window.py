"""The open stories of the last days, held in memory: for lists of items, and as the model of what the store keeps."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.stories.grouping.apart import Apart
from monitor.stories.grouping.assign import WINDOW, Decision, Join, OpenStory, assign
from monitor.stories.grouping.crowd import a_day
from monitor.stories.grouping.likeness import Likeness
from monitor.stories.grouping.postings import Postings
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Report
from monitor.stories.grouping.weighing import Weighed, weigh


@dataclass
class Window:
    """Reports in order of arrival, grouped. A state without I/O: `add` changes it."""

    likeness: Likeness
    rarity: Rarity
    stories: dict[str, OpenStory] = field(default_factory=dict)
    apart: Apart = field(default_factory=Apart)
    _story: dict[str, str] = field(default_factory=dict)
    _members: dict[str, list[str]] = field(default_factory=dict)
    _reports: list[Weighed] = field(default_factory=list)
    _postings: Postings = field(default_factory=Postings)
    _dates: list[datetime] = field(default_factory=list)

    def add(self, report: Report, with_story: str = "") -> Decision:
        """Puts a report where it belongs. A copy goes `with_story`, that of its original, whatever it resembles."""
        insort(self._dates, report.at)
        return self.place(report, weigh(report, self.rarity), with_story)

    def place(self, report: Report, weighed: Weighed, with_story: str = "") -> Decision:
        """The same for a report that is weighed already, and whose date was expected."""
        if with_story:
            decision: Decision = Join(with_story, 1.0, ("a copy",))
        else:
            near, crowd = self._candidates(weighed), a_day(self._dates, report.at)
            found = assign(report, weighed, near, self._story, self.stories, self.likeness, crowd)
            decision = self.apart.kept(found)
        self._keep(weighed, decision)
        return decision

    def begin(
        self, known: Sequence[Weighed], stories: Sequence[str], opened: Mapping[str, OpenStory]
    ) -> None:
        """Begins with many reports at once, each known to stand in one of these stories."""
        self._postings, self._reports = Postings(known), list(known)
        self.stories.update(opened)
        for one, story in zip(known, stories, strict=True):
            self._story[one.id] = story
            self._members.setdefault(story, []).append(one.id)

    def expect(self, dates: Iterable[datetime]) -> None:
        """Takes note of the dates of reports, of those that came of late and of those that are to be placed."""
        self._dates = sorted((*self._dates, *dates))

    def story_of(self, report: str) -> str:
        """The story a report stands in now, after all mergers."""
        return self._story[report]

    def _candidates(self, weighed: Weighed) -> list[Weighed]:
        near = self._postings.near(weighed, WINDOW.total_seconds())
        return [self._reports[number] for number in near.tolist()]

    def _keep(self, weighed: Weighed, decision: Decision) -> None:
        story = decision.story if isinstance(decision, Join) else weighed.id
        if isinstance(decision, Join):
            for merged in decision.merged:
                self._merge(merged, story)
        known = self.stories.get(story, OpenStory(0, weighed.at, weighed.at))
        first, last = min(known.first, weighed.at), max(known.last, weighed.at)
        self.stories[story] = OpenStory(known.size + 1, first, last)
        self._story[weighed.id] = story
        self._members.setdefault(story, []).append(weighed.id)
        self._postings.add(weighed)
        self._reports.append(weighed)

    def _merge(self, merged: str, story: str) -> None:
        one, other = self.stories[story], self.stories.pop(merged)
        self.stories[story] = OpenStory(
            one.size + other.size, min(one.first, other.first), max(one.last, other.last)
        )
        for name in self._members.pop(merged):
            self._story[name] = story
            self._members[story].append(name)
