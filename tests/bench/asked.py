"""What editors and readers ask the desk for: the addresses that tests.bench.desk measures, by page."""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import quote_plus

from sqlalchemy import select

from monitor.store import Store
from monitor.store.articles.desk import Cursor
from monitor.store.stories.tables import stories
from tests.bench.archive import NOW

_LARGE, _LATE = 12, 48  # stories: the largest, and of the latest 2,000

# Words of every frequency, and each part of the language.
_QUERIES = (
    "licence", "drones", "embargo", "licen*", "frigate* OR corvette*", "*export*", "government", "people NOT year",
    '"joint venture"', "title:export*", "licen* NEAR/5 export*", "ban SAME export*", "@restriction",
    "@licence NEAR/8 @restriction", "lang:de Ausfuhr*", "outlet:outlet lang:fr contrat*", "=NATO", "lead:bribe*",
    r"/\d+ (million|bn)/ tender*", "(kickback* OR bribe*) NOT grain", "government&sort=relevance",
    "licen*&topic=export-bans", "drones&from=2026-10-01&to=2026-10-31", "government&page=20",
)  # fmt: skip


def addresses(store: Store) -> Mapping[str, Sequence[str]]:
    """The addresses of each page; those of an archive as tests.bench.archive makes it."""
    return {
        "desk": _desk(store),
        "story": _stories(store),
        "story, all of its timeline": [f"{address}?all=1" for address in _stories(store)],
        "story, chapters": [f"{address}/chapters" for address in _stories(store)],
        "search": [f"/search?q={quote_plus(words)}{rest}" for words, rest in map(_parted, _QUERIES)],
        "items": _items(store),
        "numbers": ["/numbers?weeks=1", "/numbers", "/numbers?weeks=12", "/numbers?weeks=52"],
        "radar": ["/radar"],
    }


def _parted(query: str) -> tuple[str, str]:
    words, mark, rest = query.partition("&")
    return words, mark + rest


def _desk(store: Store) -> list[str]:
    topics = [topic.slug for topic in store.topics.all()]
    back = [Cursor(NOW - timedelta(days=days), 1) for days in (1, 7, 30, 55)]
    return [
        *["/"] * 10,
        *(f"/?topic={topic}" for topic in topics),
        *(f"/?topic={topic}&older={back[1]}" for topic in topics),
        *(f"/?older={cursor}" for cursor in back),
        *(f"/?topic=all&older={cursor}" for cursor in back),
        *(
            f"/?state={state}"
            for state in ("new", "watching", "assigned", "used", "not-for-us", "asleep", "any")
        ),
        *(
            "/?topic=all",
            "/?topic=all&new=1",
            "/?new=1",
            "/?owner=me&state=assigned",
            "/?digest=1",
            "/?tag=beat+3",
        ),
        *("/?feed=17", "/?topic=all&feed=17", "/?language=uk", "/?topic=all&language=fr", "/?weight=0.7"),
        *(
            "/?day=2026-11-18",
            "/?day=2026-10-02",
            "/?words=licence",
            "/?words=government+people",
            "/?words=zebra",
        ),
    ]


def _stories(store: Store) -> list[str]:
    """The largest, and some of any size."""
    large = select(stories.c.id).order_by(stories.c.reports.desc()).limit(_LARGE)
    late = select(stories.c.id).order_by(stories.c.last_at.desc()).limit(2_000)
    with store.database.reading() as connection:
        ids = [*connection.scalars(large), *random.Random(5).sample(list(connection.scalars(late)), _LATE)]
    return [f"/stories/{number}" for number in ids]


def _items(store: Store) -> list[str]:
    topics = [topic.slug for topic in store.topics.all()]
    back = [Cursor(NOW - timedelta(days=days), 1) for days in (1, 30)]
    return [
        *(
            "/items",
            "/items?topic=all",
            "/items?feed=17",
            "/items?topic=all&language=fr",
            "/items?day=2026-10-02",
        ),
        *(f"/items?topic={topic}" for topic in topics),
        *(f"/items?topic=all&older={cursor}" for cursor in back),
        *("/items?words=licence", "/items?topic=all&words=government+people", "/items?topic=all&words=zebra"),
    ]
