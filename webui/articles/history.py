"""The edits of an article, as its page and that of its story tell them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.articles.rights import extract
from monitor.model import Rights
from monitor.store.articles.article_page import ArticlePage
from monitor.store.articles.versions import Version
from webui.articles.changes import Change, changes


class Text(Protocol):
    """What an article says, now or before."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def content(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed at one time."""

    noticed_at: datetime
    former_title: str
    title: list[Change]
    text: list[Change]

    @property
    def is_out_of_sight(self) -> bool:
        """Whether it changed only what the publisher does not allow to be shown."""
        return all(change.kind == "same" for change in (*self.title, *self.text))


def edits(article: ArticlePage, versions: Sequence[Version]) -> list[Edit]:
    """An article's edits, the latest first, from its former versions, the latest first; as far as they may be shown."""
    later: Sequence[Text] = (article, *versions)
    return [edit(article.rights, old, new) for old, new in zip(versions, later, strict=False)]


def edit(rights: Rights, old: Version, new: Text) -> Edit:
    """The edit between two versions, as far as it may be shown."""
    before, after = (extract(rights, text.summary, text.content) for text in (old, new))
    return Edit(old.replaced_at, old.title, changes(old.title, new.title), changes(before, after))
