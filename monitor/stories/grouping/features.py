"""What a report is compared by, as bytes for the store: half a kilobyte, and as much again where copies may be made."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from monitor.stories.copies.shingles import Signature
from monitor.stories.grouping.weighing import Codes, Marks, Weighed, sums_of

T = TypeVar("T", bound=np.generic)

_TERM, _MARK = np.dtype("<u4"), np.dtype("<u2")


def pack(report: Weighed, known: Signature) -> bytes:
    """For `unpack`: a line of JSON, the terms, their marks, and the signature."""
    head = json.dumps([report.id, report.at.isoformat(), report.language, len(report.terms)])
    terms, marks = report.terms.astype(_TERM), report.marks.astype(_MARK)
    return b"".join(
        (head.encode(), b"\n", terms.tobytes(), marks.tobytes(), np.array(known, _TERM).tobytes())
    )


def unpack(packed: Sequence[bytes]) -> list[Weighed]:
    """The reports, in this order: all at once, for a batch is compared with thousands."""
    if not packed:
        return []
    starts = [one.index(b"\n") + 1 for one in packed]
    # As one line of JSON: to begin with each anew took longer than to read it.
    heads = json.loads(
        b"[%b]" % b",".join([one[: start - 1] for one, start in zip(packed, starts, strict=True)])
    )
    counts = [count for *_, count in heads]
    terms = _joined(packed, starts, counts, _TERM)
    behind = [start + count * _TERM.itemsize for start, count in zip(starts, counts, strict=True)]
    marks = _joined(packed, behind, counts, _MARK)
    at = [datetime.fromisoformat(written) for _, written, _, _ in heads]
    sums = sums_of(terms, marks, np.array(counts), at)
    places = [slice(last - count, last) for last, count in zip(accumulate(counts), counts, strict=True)]
    return [
        Weighed(name, dated, language, terms[own], marks[own], summed)
        for (name, _, language, _), dated, own, summed in zip(heads, at, places, sums, strict=True)
    ]


def _joined(
    packed: Sequence[bytes], starts: Sequence[int], counts: Sequence[int], kind: np.dtype[T]
) -> NDArray[T]:
    """So many numbers of each, one after another."""
    ends = [start + count * kind.itemsize for start, count in zip(starts, counts, strict=True)]
    return np.frombuffer(
        b"".join([one[start:end] for one, start, end in zip(packed, starts, ends, strict=True)]), kind
    )


def unpack_signature(packed: bytes) -> Signature:
    """By what the copies of a report are known."""
    count, start = _terms_at(packed)
    known = np.frombuffer(packed, _TERM, offset=start + count * (_TERM.itemsize + _MARK.itemsize))
    return tuple(known.tolist())


def unpack_terms(packed: bytes) -> tuple[Codes, Marks]:
    """The terms of a report and their marks alone, which chapters of an affair go by: they read hundreds."""
    count, start = _terms_at(packed)
    terms = np.frombuffer(packed, _TERM, count, start)
    return terms, np.frombuffer(packed, _MARK, count, start + count * _TERM.itemsize)


def _terms_at(packed: bytes) -> tuple[int, int]:
    """How many terms there are, and where they begin: to read the whole head takes longer than all else."""
    end = packed.index(b"\n")
    return int(packed[packed.rindex(b",", 0, end) + 1 : end - 1]), end + 1
