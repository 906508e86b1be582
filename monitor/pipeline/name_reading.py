"""Read articles for names, in a worker process: imports no store, no network, so that the processes stay small."""

from collections.abc import Sequence
from functools import lru_cache

from monitor.model import Article, Named
from monitor.stories.names.gazetteer_own import Additions, desk_gazetteer
from monitor.stories.naming import Namer


def read(additions: Additions, articles: Sequence[Article]) -> list[Named]:
    """The names of each article, by the shipped gazetteer and what a desk adds to it."""
    namer = _namer(additions)
    return [namer.read(article) for article in articles]


@lru_cache(maxsize=1)
def _namer(additions: Additions) -> Namer:
    return Namer(desk_gazetteer(additions))
