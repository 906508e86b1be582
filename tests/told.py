"""Articles in a store and in its stories, for tests of these."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from monitor.articles.identity import text_hash
from monitor.model import Article, Classified, PollOutcome
from monitor.pipeline.grouping import Grouper
from monitor.store import Store
from monitor.store.stories.grouping_writes import LEASE
from monitor.stories.facts.told import Fact
from monitor.stories.grouping.batch import Grouped, Merged, Placed
from monitor.stories.grouping.features import pack
from monitor.stories.grouping.gist import Gist, unread
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.shelf import Arrival
from monitor.stories.grouping.weighing import weigh
from tests.samples import NOW, feed, match

WIRE = (
    "The defence ministry of Freedonia signed a contract for 38 patrol boats with Kestrelby Yards on Monday, worth "
    "412 million euros, its minister Ottoline Brandreth said in the port of Maristow. The first boat is due in 2028."
)
READING_LIMIT = 120  # seconds: on a busy machine the first call reads the lexicon


def told(number: int, title: str, text: str = "", *, hours: float = 0, language: str = "en") -> Article:
    """An article published so many hours before NOW."""
    return Article(
        key=f"https://outlet.example/{number}",
        entry_id=f"entry-{number}",
        url=f"https://outlet.example/{number}",
        title=title,
        summary=text,
        content="",
        author="",
        language=language,
        published=NOW - timedelta(hours=hours),
        first_seen=NOW,
        content_hash=text_hash(title, text, ""),
    )


def brought(store: Store, articles: Iterable[Article], outlet: int = 1, now: datetime = NOW) -> list[int]:
    """A poll of an outlet that brings these articles; their numbers."""
    one = feed(outlet)
    store.feeds.add([one], NOW)
    (lease,) = store.feeds.claim([one.url], now)
    new = tuple(articles)
    done = PollOutcome(lease.polling, tuple(Classified(article, (match(),)) for article in new))
    assert store.feeds.record(lease, done)
    return [store.ledger.of(article.url).articles[0].article_id for article in new]


def changed(store: Store, article: Article, outlet: int) -> None:
    """A poll of the outlet that brought an article finds it edited."""
    now = NOW + timedelta(minutes=30)
    (lease,) = store.feeds.claim([feed(outlet).url], now)
    edited = Classified(replace(article, first_seen=now), (match(),))
    assert store.feeds.record(lease, PollOutcome(lease.polling, changed=(edited,)))


class Here:
    """Calls what it is given in this process, which loads the lexicon once for all tests."""

    async def run(self, function: Callable[..., Any], *given: Any) -> Any:
        return function(*given)


def group(store: Store, now: datetime = NOW) -> int:
    """How many articles were grouped."""
    return asyncio.run(Grouper(store, Here(), lambda: now).group())  # type: ignore[arg-type]


def put(
    store: Store,
    stories: dict[int, str],
    *,
    texts: dict[int, str] | None = None,
    told: dict[int, list[str]] | None = None,
    merged: Iterable[Merged] = (),
    now: datetime = NOW,
) -> None:
    """Place articles in stories and texts by any names ("s4" and "t4" are stored ones), as if grouping had decided so.

    `told` are names that the articles tell.
    """
    articles = store.grouping.waiting(0, 1_000)
    arrived = {number: _arrival(number, articles[number], (told or {}).get(number, [])) for number in stories}
    story, text = _names(stories), _names({number: str(number) for number in stories} | (texts or {}))
    placed = tuple(Placed(str(number), story[number], text[number], "because") for number in stories)
    token = store.leases.take(LEASE, now)
    assert token is not None
    _, seen = store.grouping.around(())
    assert store.grouping_writes.place(token, arrived, Grouped(placed, tuple(merged)), seen, now)
    store.leases.release(LEASE, token)


def settled(store: Store, now: datetime = NOW) -> None:
    """Have all keys that wait take their places."""
    token = store.leases.take(LEASE, now)
    assert token is not None
    while store.grouping_writes.settle_keys(token, now):
        pass
    store.leases.release(LEASE, token)


def _arrival(number: int, article: Article, names: list[str]) -> Arrival:
    bare = unread(number, article)
    facts = tuple(Fact("name", name.lower(), name, 0, 0) for name in names)
    gist = Gist(bare.report, bare.signature, replace(bare.carrier, length=100), facts)
    return Arrival(
        article, gist, {number: 1.0, 7: 0.5}, (), pack(weigh(gist.report, Rarity()), gist.signature)
    )


def _names(given: dict[int, str]) -> dict[int, str]:
    """As grouping names them: what is new is called by its first article."""
    first: dict[str, str] = {}
    for number, name in given.items():
        stored = name[0] in "st" and name[1:].isdigit()
        first.setdefault(name, name if stored else str(number))
    return {number: first[name] for number, name in given.items()}
