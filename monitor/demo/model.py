"""The demo's nouns: what its seed files hold, and an item of news as a feed serves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2})?$")]  # ISO 639-1; empty: mixed
Label = Literal["export-bans", "coproduction", "procurement-scandals"]


class _Seed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Outlet(_Seed):
    """An invented publisher and how its feed behaves."""

    slug: Slug
    name: Text
    language: Language
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]  # ISO 3166-1 alpha-2
    kind: Text
    format: Literal["rss", "atom", "rdf"]
    text: Literal["full", "summary", "headline"]  # how much of an item its feed gives away
    validators: bool  # whether it sends ETag and Last-Modified
    answers: Literal["feed", "error-page", "now-and-then"] = "feed"


class Edit(_Seed):
    """How an item reads after its newsroom changed it."""

    after_minutes: Annotated[int, Field(gt=0)]  # after the world's start
    title: Text
    summary: Text
    content: tuple[Text, ...] = ()  # empty: the old paragraphs stay


class SeedItem(_Seed):
    """An item somebody wrote for the demo."""

    id: Slug  # unique within its outlet
    outlet: Slug
    age: float  # minutes before the world's start; negative: published that long after it
    title: Text
    summary: Text
    content: tuple[Text, ...] = ()
    author: str = ""
    categories: tuple[Text, ...] = ()
    language: Language = ""  # empty: the outlet's
    story: Slug  # the event it tells of
    labels: tuple[Label, ...] = ()  # the topics it truly carries; never served
    copy_of: str = ""  # "outlet/id" of the report it was taken from
    edited: Edit | None = None


class Template(_Seed):
    """A sentence pattern whose {slots} are filled from its language's lists."""

    language: Language
    outlets: Annotated[tuple[Slug, ...], Field(min_length=1)]
    title: Text
    summary: Text
    categories: tuple[Text, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """What the composer writes from."""

    templates: tuple[Template, ...]
    slots: Mapping[str, Mapping[str, tuple[str, ...]]]  # language -> slot -> values


@dataclass(frozen=True, slots=True)
class Seeds:
    outlets: Mapping[str, Outlet]  # by slug
    items: tuple[SeedItem, ...]
    phrasebook: Phrasebook


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An item as it reads at one moment."""

    outlet: str  # slug
    id: str
    published: datetime
    updated: datetime
    title: str
    summary: str
    content: tuple[str, ...]  # paragraphs after the summary
    author: str
    categories: tuple[str, ...]
    language: str

    @property
    def guid(self) -> str:
        """Its name for ever: the same whatever port the world is served on."""
        return f"tag:demo.wiredesk.example,2026:{self.outlet}/{self.id}"

    @property
    def path(self) -> str:
        """Where its article page stands on the demo's server."""
        return f"/{self.outlet}/{self.id}.html"
