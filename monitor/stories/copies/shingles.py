"""Whether one text is a copy of another: MinHash over word shingles, candidates by locality-sensitive hashing.

Broder, "On the resemblance and containment of documents", 1997; banding as in Leskovec, Rajaraman and Ullman, "Mining
of Massive Datasets", chapter 3. The same integers in every process: nothing hangs on Python's seeded hash.
"""

from collections.abc import Sequence
from operator import eq
from typing import Any
from zlib import crc32

import numpy as np

from monitor.stories.copies.mirrors import without_boilerplate
from monitor.topics.text.fold import fold
from monitor.topics.text.words import words

Signature = tuple[int, ...]

COPY = 0.6  # estimated likeness from which a text is a copy: half of it rewritten leaves about a third
_SHINGLE = 4  # words
_LEAST = 12  # words: shorter texts are alike by chance
_MOST = 3000  # words of a text that are looked at
_ROWS, _BANDS = 4, 24  # finds a pair alike by 0.6 in 96 of 100 cases, by 0.2 in 4

_PRIME = (1 << 31) - 1  # products of two numbers below it fit 64 bits
_CHANCE = np.random.Generator(np.random.PCG64(20_041_115))
_FACTORS = _CHANCE.integers(1, _PRIME, _ROWS * _BANDS, dtype=np.uint64)[:, None]
_OFFSETS = _CHANCE.integers(0, _PRIME, _ROWS * _BANDS, dtype=np.uint64)[:, None]


def signature(text: str) -> Signature:
    """The MinHash values of a text without a mirror's additions; empty where it is too short to be told a copy."""
    forms = [word.form for word in words(fold(without_boilerplate(text)))[:_MOST]]
    if len(forms) < _LEAST:
        return ()
    shingles = {" ".join(forms[at : at + _SHINGLE]) for at in range(len(forms) - _SHINGLE + 1)}
    hashes: np.ndarray[Any, np.dtype[np.uint64]] = np.fromiter(
        (crc32(shingle.encode()) % _PRIME for shingle in shingles), np.uint64, len(shingles)
    )
    lowest: list[int] = ((_FACTORS * hashes + _OFFSETS) % np.uint64(_PRIME)).min(axis=1).tolist()
    return tuple(lowest)


def band_keys(known: Signature) -> tuple[int, ...]:
    """By which copies find one another: texts that share a key are candidates. Signed 64-bit integers."""
    return tuple(
        _band_key(band, known[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS if known else 0)
    )


def _band_key(band: int, rows: Sequence[int]) -> int:
    written = f"{band}:{','.join(map(str, rows))}".encode()
    return (crc32(written) << 31) | (crc32(written[::-1]) >> 1)


def likeness(one: Signature, other: Signature) -> float:
    """The estimated share of shingles that two texts have in common, 0 to 1; 0 where one was too short."""
    if not one or not other:
        return 0.0
    shared: int = sum(map(eq, one, other))
    return shared / len(one)
