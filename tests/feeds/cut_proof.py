"""Proof, over a folder of real feeds, that a feed with items cut out reads as it did in the whole.

    python -m tests.feeds.cut_proof FOLDER...

Prints a table, names every difference, and exits 1 if there is one.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from monitor.feeds.cut import Layout, layout, remaining, without
from monitor.feeds.encoding import Decoded
from monitor.feeds.parse import decode, parse_decoded
from monitor.model import Fetched, ParsedFeed

URL = "https://outlet.example/news/feed"


def read(body: bytes) -> ParsedFeed | None:
    """The feed in a body in UTF-8. Its notes are left out: they tell of the items that were read."""
    found = parse_decoded(Decoded(URL, body))
    return replace(found, damaged="") if isinstance(found, ParsedFeed) else None


def reads_the_same(whole: ParsedFeed, body: bytes, cut: Layout, known: Collection[bytes]) -> bool:
    """Whether the body without its known items gives just the other entries, and the same feed."""
    kept = tuple(whole.entries[number] for number in remaining(cut, known))
    return read(without(body, cut, known)) == replace(whole, entries=kept)


def turned_round(body: bytes, cut: Layout) -> bytes:
    """The body with its items in reverse order."""
    pieces, at = [], 0
    for place, item in zip(cut.items, reversed(cut.items), strict=True):
        pieces += [body[at : place.start], body[item.start : item.end]]
        at = place.end
    return b"".join([*pieces, body[at:]])


def same_turned_round(whole: ParsedFeed, body: bytes, cut: Layout) -> bool:
    """Whether equal hashes are equal entries, though others stand before them."""
    turned = turned_round(body, cut)
    other, found = layout(turned), read(turned)
    if other is None or found is None:
        return False
    hashes = [item.hash for item in reversed(cut.items)]
    return [item.hash for item in other.items] == hashes and found.entries == whole.entries[::-1]


def cases(cut: Layout) -> Iterator[tuple[str, set[bytes]]]:
    """What may be known of a feed: one item, all but one, every other, all."""
    hashes = [item.hash for item in cut.items]
    for one in hashes:
        yield "one cut", {one}
    for one in hashes if len(hashes) > 2 else []:
        yield "one left", set(hashes) - {one}
    yield "every other cut", set(hashes[::2])
    yield "all cut", set(hashes)


def prove(file: bytes, tally: Counter[str]) -> list[str]:
    """Count one file's cases into the tally; the names of those that read otherwise."""
    tally["files"] += 1
    decoded = decode(Fetched(URL, file, {}))
    cut = layout(decoded.body) if isinstance(decoded, Decoded) else None
    if not isinstance(decoded, Decoded) or cut is None:
        return []
    body = decoded.body
    tally["cuttable"] += 1
    whole = read(body)
    if whole is None:  # then nothing of it is ever known
        return []
    if len(whole.entries) != len(cut.items):
        return [f"{len(cut.items)} spans, {len(whole.entries)} entries"]
    if not cut.items:
        return []
    tally["with items"] += 1
    different = []
    for name, known in cases(cut):
        same = reads_the_same(whole, body, cut, known)
        tally[name] += 1
        tally[f"{name}: identical"] += same
        different += [] if same else [name]
    same = same_turned_round(whole, body, cut)
    tally["turned round"] += 1
    tally["turned round: identical"] += same
    return different + ([] if same else ["turned round"])


def main(folders: list[str]) -> int:
    files = [file for folder in folders for file in sorted(Path(folder).rglob("*")) if file.is_file()]
    failed = False
    tally: Counter[str] = Counter()
    for file in files:
        for difference in prove(file.read_bytes(), tally):
            failed = True
            print(f"{file}: {difference}", flush=True)
    for name, count in tally.items():
        print(f"{count:>8,}  {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
