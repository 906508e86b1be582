"""How much two short texts say the same."""

_SHINGLE = 4  # characters
_LEAD = 600  # characters of each text that are compared: an edit that adds much leaves the beginning alike
# Of unrelated items of the same beat, in ten languages, fewer than one pair in fifty comes near it.
_ALIKE = 1 / 3


def alike(one: str, other: str) -> bool:
    """Whether the beginnings of two texts share a good part of their words, in any language; not where one is empty.

    The measure is the containment of the smaller set of character shingles in the larger (Broder, "On the resemblance
    and containment of documents", 1997), over letters and digits only.
    """
    here, there = _shingles(one), _shingles(other)
    smaller = min(len(here), len(there))
    return smaller > 0 and len(here & there) >= _ALIKE * smaller


def _shingles(text: str) -> set[str]:
    words = f" {' '.join(_words(text[:_LEAD]))} "
    return {words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1)}


def _words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in text.casefold()).split()
