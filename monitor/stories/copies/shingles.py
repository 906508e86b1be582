"""Whether one text is a copy of another: MinHash over word shingles, candidates by locality-sensitive hashing.

Broder, "On the resemblance and containment of documents", 1997; banding as in Leskovec, Rajaraman and Ullman, "Mining
of Massive Datasets", chapter 3; what a band holds as one number by Dietzfelbinger, "Universal hashing and k-wise
independent random variables via integer arithmetic without primes", 1996. The same integers in every process: nothing
hangs on Python's seeded hash.
"""

from functools import lru_cache
from operator import eq
from typing import Any
from zlib import crc32

import numpy as np

from monitor.topics.text.fold import fold
from monitor.topics.text.words import word_forms

Signature = tuple[int, ...]

COPY = 0.6  # estimated likeness from which a text is a copy: half of it rewritten leaves about a third
_SHINGLE = 4  # words
_LEAST = 12  # words: shorter texts are alike by chance
_MOST = 3000  # words of a text that are looked at
_VALUES = 96
# Finds a pair alike by 0.6 in 97 of 100 cases, by 0.2 in 11, by 0.02 in one of 9,000. Bands of two values would need
# fewer, but lead to reports by the dozen that share a phrase; of four values there would have to be 24.
_ROWS, _BANDS = 3, 14

_REMEMBERED = 1 << 8  # signatures: one is asked for twice as its article arrives

_BITS = np.uint64(31)
_PRIME = np.uint64((1 << 31) - 1)  # products of two numbers below it fit 64 bits
_CHANCE = np.random.Generator(np.random.PCG64(20_041_115))
_FACTORS = _CHANCE.integers(1, int(_PRIME), _VALUES, dtype=np.uint64)[:, None]
_OFFSETS = _CHANCE.integers(0, int(_PRIME), _VALUES, dtype=np.uint64)[:, None]
_MULTIPLIERS = _CHANCE.integers(0, 1 << 64, (_BANDS, _ROWS), dtype=np.uint64)
_HALF = np.uint64(32)

_Numbers = np.ndarray[Any, np.dtype[np.uint64]]


def signature(text: str) -> Signature:
    """The MinHash values of a text that is rid of what mirrors add; empty where it is too short to be told a copy."""
    forms = word_forms(fold(text))[:_MOST]
    if len(forms) < _LEAST:
        return ()
    shingles = set(map(" ".join, zip(*(forms[at:] for at in range(_SHINGLE)), strict=False)))
    hashes = np.array(list(map(crc32, map(str.encode, shingles))), np.uint64) % _PRIME
    lowest: list[int] = _remainders(_FACTORS * hashes + _OFFSETS).min(axis=1).tolist()
    return tuple(lowest)


def _remainders(numbers: _Numbers) -> _Numbers:
    """What each number leaves when divided by the prime, without dividing: 2 to the power of 31 leaves one."""
    for _ in range(2):  # of 62 bits 32 are left, then 31
        numbers = (numbers & _PRIME) + (numbers >> _BITS)
    numbers[numbers == _PRIME] = 0
    return numbers


@lru_cache(maxsize=_REMEMBERED)
def band_keys(known: Signature) -> tuple[int, ...]:
    """By which copies find one another: texts that share a key are candidates. Below zero, and of 32 bits."""
    if not known:
        return ()
    bands = np.array(known[: _ROWS * _BANDS], np.uint64).reshape(_BANDS, _ROWS)
    keys: list[int] = ((bands * _MULTIPLIERS).sum(axis=1) >> _HALF).tolist()
    return tuple([~key for key in keys])


def likeness(one: Signature, other: Signature) -> float:
    """The estimated share of shingles that two texts have in common, 0 to 1; 0 where one was too short."""
    if not one or not other:
        return 0.0
    shared: int = sum(map(eq, one, other))
    return shared / len(one)
