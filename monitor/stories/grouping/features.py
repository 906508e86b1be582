"""What a report is compared by, as bytes for the store: half a kilobyte, and as much again where copies may be made."""

import json
from datetime import datetime
from functools import lru_cache

import numpy as np

from monitor.stories.copies.shingles import Signature
from monitor.stories.grouping.weighing import Codes, Marks, Weighed, weighed

_REMEMBERED = 1 << 12  # reports: each is compared with those of several batches

_TERM, _MARK = np.dtype("<u4"), np.dtype("<u2")


def pack(report: Weighed, known: Signature) -> bytes:
    """For `unpack`: a line of JSON, the terms, their marks, and the signature."""
    head = json.dumps([report.id, report.at.isoformat(), report.language, len(report.terms)])
    terms, marks = report.terms.astype(_TERM), report.marks.astype(_MARK)
    return b"".join(
        (head.encode(), b"\n", terms.tobytes(), marks.tobytes(), np.array(known, _TERM).tobytes())
    )


@lru_cache(maxsize=_REMEMBERED)
def unpack(packed: bytes) -> tuple[Weighed, Signature]:
    """The report, and by what its copies are known."""
    head, _, body = packed.partition(b"\n")
    name, at, language, count = json.loads(head)
    terms, marks = _terms(body, count)
    known = np.frombuffer(body, _TERM, offset=count * (_TERM.itemsize + _MARK.itemsize))
    return weighed(name, datetime.fromisoformat(at), language, terms, marks), tuple(known.tolist())


def unpack_terms(packed: bytes) -> tuple[Codes, Marks]:
    """The terms of a report and their marks alone, which chapters of an affair go by: they read hundreds."""
    head, _, body = packed.partition(b"\n")
    return _terms(
        body, int(head[head.rindex(b",") + 1 : -1])
    )  # to read the whole head takes longer than all else


def _terms(body: bytes, count: int) -> tuple[Codes, Marks]:
    return np.frombuffer(body, _TERM, count), np.frombuffer(body, _MARK, count, count * _TERM.itemsize)
