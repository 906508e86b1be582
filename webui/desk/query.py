"""What the desk lists, as it stands in the address. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from zoneinfo import ZoneInfo

from monitor.model import DeskState
from monitor.store.articles.desk import ALL, Cursor
from monitor.store.desk.stories import ANY_STATE, ASLEEP, DeskWanted
from monitor.store.stories.stories import StoryFilter
from webui.display import IMPORTANT
from webui.items.query import Choices, Query

STATES: Mapping[str, str] = {
    DeskState.NEW: "New",
    DeskState.WATCHING: "Watching",
    DeskState.ASSIGNED: "Assigned",
    DeskState.USED: "Used",
    DeskState.NOT_US: "Not for us",
    ASLEEP: "Snoozed",
    ANY_STATE: "Any state",
}
WEIGHTS: Mapping[str, str] = {str(step): f"{step} and up" for step in IMPORTANT}
ME = "me"
BY_IMPORTANCE = "importance"  # the order of the list; else the latest first


@dataclass(frozen=True, slots=True)
class DeskChoices:
    """What there is to filter by, beside what lists of articles are filtered by."""

    items: Choices
    owners: frozenset[str]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class DeskQuery:
    about: Query = field(default_factory=Query)  # topic, feed, language, day, words, and the page
    state: str = ""
    owner: str = ""  # a name, or ME
    tag: str = ""
    weight: str = ""
    unread: bool = False
    digest: bool = False
    by_importance: bool = False
    ignored: tuple[str, ...] = ()  # names of parameters that made no sense

    @classmethod
    def read(cls, args: Mapping[str, str], choices: DeskChoices) -> Self:
        """The query of an address. What names nothing that exists is left out, and listed as ignored."""
        about = Query.read(args, choices.items)
        given = {name: value.strip() for name, value in args.items() if value.strip()}
        known = {
            "state": set(STATES),
            "owner": {ME, *choices.owners},
            "tag": choices.tags,
            "weight": set(WEIGHTS),
            "new": {"1"},
            "digest": {"1"},
            "sort": {BY_IMPORTANCE},
        }
        sound = {name: given.get(name, "") for name, values in known.items() if given.get(name) in values}
        strange = tuple(name for name in known if name in given and name not in sound)
        return cls(
            about=about,
            state=sound.get("state", ""),
            owner=sound.get("owner", ""),
            tag=sound.get("tag", ""),
            weight=sound.get("weight", ""),
            unread="new" in sound,
            digest="digest" in sound,
            by_importance="sort" in sound,
            ignored=(*about.ignored, *strange),
        )

    @property
    def older(self) -> Cursor | None:
        return self.about.older

    @property
    def newer(self) -> Cursor | None:
        return self.about.newer

    @property
    def topic(self) -> str:
        return self.about.topic

    @property
    def narrowed(self) -> bool:
        """Whether anything but the topic narrows the list."""
        return self.further or bool(self.state or self.about.words)

    @property
    def further(self) -> bool:
        """Whether any of the filters narrows the list that most do without."""
        about = (self.about.feed, self.about.language, self.about.day)
        return any((*about, self.owner, self.tag, self.weight, self.unread, self.digest))

    def wanted(self, zone: ZoneInfo, me: str) -> DeskWanted:
        """What the store is asked for. What one narrows down to by its state, owner or mark is shown whatever
        its topic, and whoever asks for an owner or a mark sees every state of it."""
        marked = bool(self.owner or self.tag or self.digest)
        wide = not self.topic and (marked or self.state not in ("", DeskState.NEW))
        found = self.about.filter(zone)
        about = StoryFilter(
            ALL if wide else found.topic, found.feed_id, found.language, found.words, found.since, found.until
        )
        return DeskWanted(
            about=about,
            state=self.state or (ANY_STATE if marked else ""),
            owner=me if self.owner == ME else self.owner,
            tag=self.tag,
            to_digest=self.digest,
            unread=self.unread,
            importance=float(self.weight or 0),
            by_importance=self.by_importance,
        )

    def args(self, **changes: object) -> dict[str, str]:
        """The parameters of an address that differs in these; every change but of the page leads to page one."""
        mine = {
            "state": self.state,
            "owner": self.owner,
            "tag": self.tag,
            "weight": self.weight,
            "new": "1" if self.unread else "",
            "digest": "1" if self.digest else "",
            "sort": BY_IMPORTANCE if self.by_importance else "",
        }
        return self.about.args(**(mine | changes))

    def here(self) -> dict[str, str]:
        """The parameters of this very page."""
        return self.args(older=self.older, newer=self.newer)

    def first_page(self) -> Self:
        return replace(self, about=replace(self.about, older=None, newer=None))
