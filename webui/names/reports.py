"""The articles that tell of a name, one row a story. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.store.names.names import NamedArticle


@dataclass(frozen=True, slots=True)
class NameStory:
    story_id: int | None  # None: the article is in no story yet
    articles: Sequence[NamedArticle]  # the newest first


def by_story(articles: Iterable[NamedArticle], stories: Mapping[int, int]) -> list[NameStory]:
    """The articles under their stories, in the order of the newest of each; `stories` has their ids by article."""
    grouped: dict[tuple[bool, int], list[NamedArticle]] = {}
    for one in articles:
        story_id = stories.get(one.article_id)
        key = (True, story_id) if story_id is not None else (False, one.article_id)
        grouped.setdefault(key, []).append(one)
    return [NameStory(number if in_story else None, found) for (in_story, number), found in grouped.items()]
