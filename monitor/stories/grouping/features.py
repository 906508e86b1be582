"""What a report is compared by, as bytes for the store: half a kilobyte, and as much again where copies may be made."""

import json
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from monitor.stories.copies.shingles import Signature
from monitor.stories.grouping.weighing import Codes, Marks, Weighed, sums_of

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
    heads = [json.loads(one[: one.index(b"\n")].decode()) for one in packed]
    split = [unpack_terms(one) for one in packed]
    terms, marks = np.concatenate([one for one, _ in split]), np.concatenate([one for _, one in split])
    at = [datetime.fromisoformat(written) for _, written, _, _ in heads]
    sums = sums_of(terms, marks, np.array([len(one) for one, _ in split]), at)
    return [
        Weighed(name, dated, language, *own, summed)
        for (name, _, language, _), dated, own, summed in zip(heads, at, split, sums, strict=True)
    ]


def unpack_signature(packed: bytes) -> Signature:
    """By what the copies of a report are known."""
    head, _, body = packed.partition(b"\n")
    known = np.frombuffer(body, _TERM, offset=_count(head) * (_TERM.itemsize + _MARK.itemsize))
    return tuple(known.tolist())


def unpack_terms(packed: bytes) -> tuple[Codes, Marks]:
    """The terms of a report and their marks alone, which chapters of an affair go by: they read hundreds."""
    head, _, body = packed.partition(b"\n")
    count = _count(head)
    return np.frombuffer(body, _TERM, count), np.frombuffer(body, _MARK, count, count * _TERM.itemsize)


def _count(head: bytes) -> int:
    """How many terms there are: to read the whole head takes longer than all else."""
    return int(head[head.rindex(b",") + 1 : -1])
