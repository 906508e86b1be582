"""Going somewhere by its name: pages, topics, feeds, searches, names, and stories by number or words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from monitor.store.articles.desk import ALL
from monitor.store.stories.stories import StoryFilter
from webui.access import needs
from webui.desk.blueprint import blueprint
from webui.names.blueprint import gazetteer, search_words
from webui.site import account_id, reader, site
from webui.stories.reference import story_number

MOST = 12  # places
_NAMES = 4
_STORIES = 4

_PAGES = (
    ("Desk", "desk.index", Role.READER),
    ("Since my last shift", "desk.show_shift", Role.READER),
    ("All items", "items.index", Role.READER),
    ("Search", "search.index", Role.READER),
    ("Watchlists", "search.watchlists", Role.READER),
    ("Names", "names.index", Role.READER),
    ("Quotes", "names.quotes", Role.READER),
    ("Radar", "radar.index", Role.READER),
    ("Topics", "topics.index", Role.READER),
    ("Drafts of topics", "drafts.index", Role.ADMIN),
    ("Feeds", "feeds.index", Role.READER),
    ("Add a feed", "feeds.new", Role.ADMIN),
    ("Ledger", "ledger.index", Role.READER),
    ("Outbox", "outbox.index", Role.ADMIN),
    ("People", "users.index", Role.ADMIN),
    ("My account", "account.show", Role.READER),
)


@dataclass(frozen=True, slots=True)
class Place:
    kind: str
    name: str
    address: str


@blueprint.get("/go")
@needs(Role.READER)
def go() -> ResponseReturnValue:
    """The places that are called so; with a button pressed, the first of them."""
    words = search_words(request.args.get("q", ""))
    found = _places(words)
    if "X-Part" in request.headers:
        return render_template("desk/places.html", places=found, words=words)
    if "first" in request.args and found:
        return redirect(found[0].address, 303)
    return render_template("desk/go.html", places=found, words=words)


def _places(words: str) -> list[Place]:
    numbered = [_story(words)] if words else []
    ours = [place for place in _ours() if begins(words, place.name)]
    return [*filter(None, numbered), *ours[:MOST], *(_held(words) if len(words) > 1 else ())][:MOST]


def begins(words: str, name: str) -> bool:
    """Whether each of the words begins one of the name's. Pure."""
    parts = name.casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in words.casefold().split())


def _ours() -> Iterator[Place]:
    """The desk's own places, in the order in which they are offered."""
    store = site().store
    for name, endpoint, role in _PAGES:
        if reader().role.may(role):
            yield Place("page", name, url_for(endpoint))
    for topic in store.topics.all():
        yield Place("topic", topic.name, url_for("desk.index", topic=topic.slug))
    for saved in store.searches.of(account_id()):
        yield Place("search", saved.name, url_for("search.index", q=saved.query, topic=saved.topic or None))
    for feed in store.feeds.listed():
        yield Place("feed", feed.name, url_for("feeds.show", feed_id=feed.id))


def _story(words: str) -> Place | None:
    number = story_number(words)
    found = site().store.stories.line(number) if number else None
    if found is None or not found.story.reports:
        return None
    return Place("story", found.story.headline, url_for("stories.show", story_id=found.story.id))


def _held(words: str) -> Iterable[Place]:
    """Names, and the latest stories with these words."""
    entries = [entry for entry in gazetteer().entries.values() if begins(words, entry.name)]
    for entry in sorted(entries, key=lambda entry: entry.name)[:_NAMES]:
        yield Place("name", entry.name, url_for("names.show", key=entry.key))
    for line in site().store.stories.page(StoryFilter(ALL, words=words), _STORIES).lines:
        yield Place("story", line.story.headline, url_for("stories.show", story_id=line.story.id))
