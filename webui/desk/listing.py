"""What the pages of the desk gather from the store."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model import Topic
from monitor.store.desk.rows import DeskStory
from monitor.store.polling.feed_rows import ListedFeed
from webui.desk.query import DeskChoices
from webui.desk.rows import StoryRow, rows_of
from webui.items.query import Choices
from webui.site import account_id, now, reader, site


def gathered(lines: Sequence[DeskStory]) -> list[StoryRow]:
    """The rows of these stories. Three queries."""
    store = site().store
    leads = store.desk.lines([line.story.lead_id for line in lines if line.story.lead_id])
    looking = store.desk_readers.at([line.story.id for line in lines], account_id(), now())
    return rows_of(lines, leads, looking)


def people() -> list[str]:
    """Whose a story can be: everybody with an account, and the reader."""
    return sorted({reader().name, *(user.name for user in site().store.users.all())}, key=str.casefold)


@dataclass(frozen=True, slots=True)
class There:
    """What there is at the desk, to be offered and to filter by."""

    topics: Sequence[Topic]
    feeds: Sequence[ListedFeed]
    languages: Sequence[str]
    owners: Sequence[str]
    tags: Sequence[str]

    @property
    def choices(self) -> DeskChoices:
        slugs, ids = (topic.slug for topic in self.topics), (row.id for row in self.feeds)
        items = Choices(frozenset(slugs), frozenset(ids), frozenset(self.languages))
        return DeskChoices(items, frozenset(self.owners), frozenset(self.tags))


def there() -> There:
    """Four queries, and once a minute a fifth."""
    store = site().store
    return There(
        store.topics.all(),
        store.feeds.listed(),
        site().watch.languages(store),
        people(),
        store.story_desk.tags(),
    )
