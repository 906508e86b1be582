"""Cyrillic text is known by its letters, in whichever of its old encodings it comes. Bytes beyond ASCII alone count."""

import re

CYRILLIC = ("cp1251", "koi8-u", "iso8859-5", "cp866")

# About two of three letters in Ukrainian, Russian, Bulgarian, Macedonian and Serbian.
_FREQUENT = "оаеинтісрвл"
_LIKELY = 0.5  # of 1.2: text in the wrong one of the four reaches 0.45
_CLEARLY = 0.2  # by so much another encoding must be likelier than the declared one
_ENOUGH = 10  # letters from which a declaration may be overruled
_SAMPLE = 20_000  # bytes
_ASCII = bytes(range(128))
_RUN = re.compile(rb"[\x80-\xff]{3,}")


def is_of_another_script(body: bytes) -> bool:
    """Whether most bytes beyond ASCII stand together in words, as they do in no Western language."""
    beyond = len(body) - len(body.translate(None, delete=bytes(range(128, 256))))
    return 2 * sum(map(len, _RUN.findall(body))) > beyond


def cyrillic(body: bytes, declared: str) -> str:
    """The encoding in which a body is Cyrillic text, the declared one unless another is clearly right; "" for none.

    `declared` is one of the Cyrillic encodings, or "".
    """
    sample = body.translate(None, delete=_ASCII)[:_SAMPLE]
    likely = {codec: _likeness(sample, codec) for codec in dict.fromkeys((*CYRILLIC, declared)) if codec}
    best = max(likely, key=lambda codec: likely[codec])
    if not declared:
        return best if likely[best] >= _LIKELY else ""
    overruled = len(sample) >= _ENOUGH and likely[best] > likely[declared] + _CLEARLY
    return best if overruled else declared


def _likeness(sample: bytes, codec: str) -> float:
    """0 to 1.2: how much of it would be frequent letters; small ones count more, for KOI8 has them where others
    have the capitals."""
    if not sample:
        return 0.0
    small = _FREQUENT.encode(codec, "ignore")
    capital = _FREQUENT.upper().encode(codec, "ignore")
    rest, rest_of_small = (
        len(sample.translate(None, delete=letters)) for letters in (small + capital, small)
    )
    return (1 - rest / len(sample)) + 0.2 * (1 - rest_of_small / len(sample))
