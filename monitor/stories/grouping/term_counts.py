"""How often words stood in the reports of late, in a form that can be kept: what Rarity has learnt on the stream."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable

from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Report

# Reports from which on all counts are halved: what was frequent last year may be rare again.
_FORGOTTEN = 50_000
_TERMS = 60_000  # of a kind that are kept, the most frequent: one that is missing counts as never seen


def learnt(rarity: Rarity, arrived: Iterable[Report]) -> Rarity:
    """What is known after these reports too. The rarity given is changed, and is not to be used again."""
    for report in arrived:
        rarity.learn(report)
    for kind, seen in rarity.seen.items():
        share = 2 if rarity.reports[kind] > _FORGOTTEN else 1
        if share > 1 or len(seen) > _TERMS:
            rarity.seen[kind] = Counter(
                {term: count // share for term, count in seen.most_common(_TERMS) if count >= share}
            )
            rarity.reports[kind] //= share
    return rarity


def pack(rarity: Rarity) -> bytes:
    """For `unpack`."""
    written = {"seen": rarity.seen, "reports": rarity.reports}
    return zlib.compress(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpack(packed: bytes) -> Rarity:
    known = json.loads(zlib.decompress(packed))
    return Rarity({kind: Counter(seen) for kind, seen in known["seen"].items()}, Counter(known["reports"]))
