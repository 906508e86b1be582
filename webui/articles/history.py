"""The edits of an article, as its page tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.articles.rights import extract
from monitor.store.desk import ArticlePage
from monitor.store.versions import Version
from webui.articles.changes import Change, changes


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

    def text(version: ArticlePage | Version) -> str:
        return extract(article.rights, version.summary, version.content)

    later: Sequence[ArticlePage | Version] = (article, *versions)
    return [
        Edit(old.replaced_at, old.title, changes(old.title, new.title), changes(text(old), text(new)))
        for old, new in zip(versions, later, strict=False)
    ]
