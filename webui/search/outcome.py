"""All that a page of results shows of one search."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model import Topic
from monitor.pipeline.searching import SECONDS, Found, Hit, Order, read, search
from monitor.store.articles.desk import Cursor
from monitor.topics.query import Query, parse_search
from monitor.topics.query.reading import reading
from monitor.topics.text import glossary
from webui.search.asked import Asked
from webui.search.facets import Facet, facets
from webui.search.histogram import Histogram, histogram
from webui.search.results import Row, rows
from webui.site import site, zone

PAGE = 25  # rows

# Of matching: enough for the newest hundreds, from which one can look further back. An order by relevance hangs on
# how many are compared, and takes the time of a search elsewhere.
_SECONDS = 0.02
_MOST = 2_000  # articles that a page counts; what is older is a link away


@dataclass(frozen=True, slots=True)
class Outcome:
    query: Query
    reading: str
    found: Found
    rows: list[Row]
    facets: list[Facet]
    histogram: Histogram | None
    newest: int  # the highest number of an article found
    further: Cursor | None  # where a search goes on that did not look at everything

    @property
    def pages(self) -> int:
        return -(-len(self.found.hits) // PAGE)


def outcome(asked: Asked, topics: Sequence[Topic]) -> Outcome:
    """What the search of an address finds. Raises QuerySyntaxError where its query can not be read."""
    store = site().store
    query = parse_search(asked.query, glossary.terms(topics))
    seconds = SECONDS if asked.order is Order.RELEVANCE else _SECONDS
    found = search(store, query, asked.bounds(zone()), asked.order, seconds=seconds, most=_MOST)
    numbers = [hit.candidate.article_id for hit in found.hits]
    by_topic = store.candidates.count_topics(numbers)
    moments = [hit.candidate.dated_at for hit in found.hits]
    last = found.last
    return Outcome(
        query=query,
        reading=reading(query.tree),
        found=found,
        rows=_rows(query, found.hits[(asked.page - 1) * PAGE : asked.page * PAGE]),
        facets=facets(asked, query.tree, found.hits, found.origins, by_topic, topics),
        histogram=histogram(moments, zone(), asked.since, asked.until),
        newest=max(numbers, default=0),
        further=Cursor(last.dated_at, last.article_id) if last and not found.whole else None,
    )


def _rows(query: Query, hits: Sequence[Hit]) -> list[Row]:
    store, numbers = site().store, [hit.candidate.article_id for hit in hits]
    return rows(
        store.desk.lines(numbers), read(store, query, hits), store.stories.of_articles(numbers), numbers
    )
