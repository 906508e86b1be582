"""How many nations a text speaks of, and by what: much of the beat hangs on whether a border is crossed. Pure.

Which nations they are is left out on purpose: a topic holds for any country.
"""

from collections.abc import Iterable

_MANY = "many"  # what is several nations' own
_IN_SENTENCE = 4  # nations in one sentence, more count as so many
_IN_TEXT = 5


def nation_features(sentences: Iterable[tuple[str, Iterable[str]]]) -> frozenset[str]:
    """The features of a text, out of its sentences: each with its field and the nations met in it ("us/capitals").

    "nations:2" counts those of the whole text, "together:2" those that meet in a sentence (two or more of them);
    "by:makers" and "title:makers" say by which list of the lexicon a nation was known; "many" stands for a union.
    """
    found: set[str] = set()
    everywhere: set[str] = set()
    for field, nations in sentences:
        here = set()
        for known in nations:
            nation, _, known_by = known.partition("/")
            here.add(nation)
            found.add(f"by:{known_by}")
            if field == "title":
                found.add(f"title:{known_by}")
        if len(here) > 1:
            here.discard(_MANY)
        everywhere |= here
        found.update(f"together:{count}" for count in range(2, min(_IN_SENTENCE, len(here)) + 1))
    if _MANY in everywhere:
        found.add(_MANY)
    single = len(everywhere - {_MANY})
    found.update(f"nations:{count}" for count in range(1, min(_IN_TEXT, single) + 1))
    if not single:
        found.add("nations:0")
    return frozenset(found)
