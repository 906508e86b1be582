"""The concepts of all topics side by side, for one matcher.

Two topics may use one name for different terms: then each has its own, named with the topic's slug before it.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from monitor.model import Topic

Terms = tuple[str, ...]


def names(topic: Topic, topics: Sequence[Topic]) -> dict[str, Terms]:
    """The topic's concepts under the names they have among those of all topics, with their terms in every language."""
    own = {}
    for name, by_language in topic.concepts.items():
        terms = _flat(by_language)
        alone = all(_flat(other.concepts[name]) == terms for other in topics if name in other.concepts)
        own[name if alone else f"{topic.slug}.{name}"] = terms
    return own


def terms(topics: Sequence[Topic]) -> Mapping[str, Terms]:
    """Every concept of every topic. Kept until it is asked for of other topics: every search asks."""
    global _latest
    known, found = _latest
    if len(known) != len(topics) or any(one is not other for one, other in zip(known, topics, strict=True)):
        found = _terms(topics)
        _latest = tuple(topics), found
    return found


_latest: tuple[tuple[Topic, ...], Mapping[str, Terms]] = ((), {})


def _terms(topics: Sequence[Topic]) -> dict[str, Terms]:
    everything: dict[str, Terms] = {}
    for topic in topics:
        everything |= names(topic, topics)
    return dict(sorted(everything.items()))


@lru_cache(maxsize=4096)
def plain(concept: str) -> str:
    """The concept as a reader would call it: "a licence", "an audit"; one of the lexicon "missing delivery"."""
    in_lexicon = "/" in concept
    words = re.split("[./]", concept)[-1].replace("-", " ")
    return words if in_lexicon else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _flat(by_language: Mapping[str, Sequence[str]]) -> Terms:
    return tuple(sorted({term for written in by_language.values() for term in written}))
