"""Whether an article comes from where a query wants it."""

from functools import lru_cache

from monitor.model import Circumstances
from monitor.topics.query.shapes import stands_in
from monitor.topics.query.text import Words
from monitor.topics.query.tree import Is, Quality


def comes_from(node: Is, origin: Circumstances) -> bool:
    """Codes are compared whole; of the name of an outlet or kind the words asked for must stand in it."""
    match node.quality:
        case Quality.LANG:
            return str(node.value) == origin.language.partition("-")[0].lower()
        case Quality.COUNTRY:
            return str(node.value) == origin.country.lower()
        case Quality.OUTLET:
            return stands_in(node.value, _words(origin.outlet))
        case Quality.KIND:
            return stands_in(node.value, _words(origin.kind))


@lru_cache(maxsize=4096)  # a desk has some hundreds of outlets, and a query asks of each article
def _words(name: str) -> Words:
    return Words(name)
