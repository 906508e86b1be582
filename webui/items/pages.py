"""The list of all articles, and of those that carry a topic."""

from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.store.articles.desk import ALL
from webui.access import needs
from webui.items.query import Choices, Query
from webui.items.rows import by_day
from webui.site import now, site, zone

PAGE = 50  # rows

blueprint = Blueprint("items", __name__)


@blueprint.get("/items")
@needs(Role.READER)
def index() -> ResponseReturnValue:
    store = site().store
    topics, feeds, languages = store.topics.all(), store.feeds.listed(), store.desk.languages()
    choices = Choices(
        frozenset(topic.slug for topic in topics), frozenset(feed.id for feed in feeds), frozenset(languages)
    )
    query = Query.read(request.args, choices)
    page = store.desk.page(query.filter(zone()), PAGE, query.older, query.newer)
    return render_template(
        "items/index.html",
        topics=topics,
        feeds=feeds,
        languages=languages,
        query=query,
        page=page,
        places=store.story_places.of_articles([line.article_id for line in page.lines]),
        days=by_day(page.lines, zone()),
        last_day=store.desk.counts_by_topic(now() - timedelta(days=1)),
        last_week=store.desk.counts_by_topic(now() - timedelta(days=7)),
        unpolled=sum(not feed.is_polled for feed in feeds),
        ALL=ALL,
    )
