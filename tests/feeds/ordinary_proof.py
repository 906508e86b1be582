"""Proof, over a folder of real feeds, that what the fast reader reads is what feedparser reads.

    python -m tests.feeds.ordinary_proof FOLDER...

Prints a table, names every difference, and exits 1 if there is one.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.feeds import ordinary
from monitor.feeds.encoding import Decoded
from monitor.feeds.parse import decode, parse_decoded
from monitor.model import Fetched, NotAFeed, ParsedFeed

URL = "https://outlet.example/news/feed"


@contextmanager
def feedparser_alone() -> Iterator[None]:
    """Everything is read by feedparser."""
    fast = ordinary.read
    ordinary.read = lambda _body, _url: None
    try:
        yield
    finally:
        ordinary.read = fast


def by_feedparser(decoded: Decoded) -> ParsedFeed | NotAFeed:
    with feedparser_alone():
        return parse_decoded(decoded)


def prove(file: bytes, tally: Counter[str], url: str = URL) -> bool:
    """Count one file into the tally; whether it reads the same, or is left to feedparser."""
    tally["files"] += 1
    decoded = decode(Fetched(url, file, {}))
    if not isinstance(decoded, Decoded) or ordinary.read(decoded.body, url) is None:
        return True
    tally["read fast"] += 1
    fast = parse_decoded(decoded)
    tally["with entries"] += isinstance(fast, ParsedFeed) and bool(fast.entries)
    same = fast == by_feedparser(decoded)
    tally["identical"] += same
    return same


def main(folders: list[str]) -> int:
    files = [file for folder in folders for file in sorted(Path(folder).rglob("*")) if file.is_file()]
    failed = False
    tally: Counter[str] = Counter()
    for file in files:
        if not prove(file.read_bytes(), tally):
            failed = True
            print(f"{file}: reads otherwise", flush=True)
    for name, count in tally.items():
        print(f"{count:>8,}  {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
