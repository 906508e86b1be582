"""Digests tell a story once, from the store to the message."""

from dataclasses import replace
from datetime import timedelta

from monitor.digests.compose import compose
from monitor.model import Window
from tests.digests.newsroom import subscription
from tests.webui.joined import joined
from tests.webui.newsroom import NOW, Newsroom


def test_reports_of_one_story_are_one_entry_of_the_digest(newsroom: Newsroom) -> None:
    made = joined(newsroom)
    topics = newsroom.store.topics.all()
    month = Window(NOW - timedelta(days=30), NOW)
    asked = replace(
        subscription(),
        topics=tuple(topic.slug for topic in topics),
        created_at=month.start,
        confirmed_at=month.start,
    )
    candidates = newsroom.store.digests.candidates(asked, month, 500)
    found = compose(asked, month, candidates, topics, 500)
    entries = [
        {report.item.article_id, *(one.article_id for one in report.others)} for report in found.reports
    ]
    told = [one & set(made.articles) for one in entries if one & set(made.articles)]
    matched = {one.article_id for one in candidates} & set(made.articles)
    assert len(matched) > 1
    assert told == [matched]
