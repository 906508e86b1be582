"""Drafts: another version of a topic that judges what comes in beside the live one, and that nobody reads by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from monitor.model import Article, Topic
from monitor.store.articles.changed import ChangedArticles, changed_articles
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database
from monitor.store.tables import articles, matches
from monitor.store.topics.tables import draft_matches, topic_drafts
from monitor.store.topics.topics import body_of, topic_of


@dataclass(frozen=True, slots=True)
class Draft:
    topic: Topic
    made_at: datetime
    from_article: int  # articles with a higher number are judged
    judged_to: int  # up to this number they are


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft beside its topic, on the articles that it has judged."""

    slug: str
    made_at: datetime
    articles: int
    live: int  # that carry the topic
    draft: int
    both: int


@dataclass(frozen=True, slots=True)
class Differences:
    """Articles on which a draft and its topic differ, of those that both have judged."""

    gained: ChangedArticles  # that the draft alone gives the topic
    lost: ChangedArticles  # that the draft does not give it


class Drafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, topic: Topic, now: datetime) -> None:
        """Have a draft judge all that comes in from now on; one of the same topic that is there is replaced."""
        with self._database.writing() as connection:
            connection.execute(delete(topic_drafts).where(topic_drafts.c.slug == topic.slug))
            newest = connection.scalar(select(func.max(articles.c.id))) or 0
            row = {"slug": topic.slug, "body": body_of(topic), "made_at": now}
            connection.execute(insert(topic_drafts).values(**row, from_article=newest, judged_to=newest))

    def drop(self, slug: str) -> bool:
        """Forget a draft and all that it has judged. False: there is none."""
        with self._database.writing() as connection:
            return connection.execute(delete(topic_drafts).where(topic_drafts.c.slug == slug)).rowcount > 0

    def all(self) -> list[Draft]:
        """Every draft, by slug."""
        with self._database.reading() as connection:
            return [
                _draft(row) for row in connection.execute(select(topic_drafts).order_by(topic_drafts.c.slug))
            ]

    def waiting(self, draft: Draft, limit: int) -> Mapping[int, Article]:
        """Articles that the draft has yet to judge, by number, in the order of arrival."""
        statement = SOURCED.where(articles.c.id > draft.judged_to).order_by(articles.c.id).limit(limit)
        with self._database.reading() as connection:
            return {row.id: article_of(row) for row in connection.execute(statement)}

    def record(self, draft: Draft, judged_to: int, scores: Mapping[int, float]) -> bool:
        """Take over which articles carry the draft, by number, up to one. False: the draft has moved on or is gone."""
        stands = (
            topic_drafts.c.slug == draft.topic.slug,
            topic_drafts.c.judged_to == draft.judged_to,
            topic_drafts.c.made_at == draft.made_at,
        )
        rows = [
            {"article_id": number, "topic": draft.topic.slug, "score": score}
            for number, score in scores.items()
        ]
        with self._database.writing() as connection:
            moved = connection.execute(update(topic_drafts).where(*stands).values(judged_to=judged_to))
            if moved.rowcount and rows:
                connection.execute(insert(draft_matches), rows)
            return moved.rowcount > 0

    def compare(self) -> list[Comparison]:
        """Every draft beside its topic, by slug."""
        return [self.comparison(draft) for draft in self.all()]

    def differences(self, draft: Draft, shown: int) -> Differences:
        """What would change if the draft were live, with so many of the newest articles."""
        slug = draft.topic.slug
        live = select(matches.c.article_id).where(
            matches.c.topic == slug, *_within(draft, matches.c.article_id)
        )
        would = select(draft_matches.c.article_id).where(draft_matches.c.topic == slug)
        with self._database.reading() as connection:
            return Differences(
                changed_articles(connection, would.where(draft_matches.c.article_id.not_in(live)), shown),
                changed_articles(connection, live.where(matches.c.article_id.not_in(would)), shown),
            )

    def comparison(self, draft: Draft) -> Comparison:
        """A draft beside its topic."""
        slug, judged = draft.topic.slug, _within(draft, articles.c.id)
        carry = (matches.c.topic == slug, *_within(draft, matches.c.article_id))
        would = draft_matches.c.topic == slug
        same = draft_matches.c.article_id == matches.c.article_id
        counts = (
            select(func.count()).select_from(articles).where(*judged),
            select(func.count()).select_from(matches).where(*carry),
            select(func.count()).select_from(draft_matches).where(would),
            select(func.count()).select_from(draft_matches.join(matches, same)).where(*carry, would),
        )
        with self._database.reading() as connection:
            number, live, drafted, both = (connection.execute(count).scalar_one() for count in counts)
            return Comparison(slug, draft.made_at, number, live, drafted, both)


def _within(draft: Draft, article_id: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    """The articles that the draft has judged."""
    return article_id > draft.from_article, article_id <= draft.judged_to


def _draft(row: Row[tuple[object, ...]]) -> Draft:
    return Draft(topic_of(row.slug, row.body), row.made_at, row.from_article, row.judged_to)
