"""The parse step over the test files of other feed readers, or any folder of feeds.

    python -m tests.faults.reader_files FOLDER...

Nothing may escape, no file may take longer than ten seconds, and none may give fewer entries than feedparser alone
finds in it. Prints what does otherwise and a summary; exits 1 if there was any.
"""

import io
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

import feedparser
from rich.progress import track

from monitor.feeds.limits import ENTRY_LIMIT
from monitor.feeds.parse import parse
from monitor.feeds.repairs import ends_in_an_item
from monitor.model import Feed, Fetched, NotAFeed, ParsedFeed
from monitor.pipeline.reading import Reading, read
from tests.faults.alarm import Hung, at_most
from tests.samples import NOW

URL = "https://outlet.example/news/feed"
LONGEST = 10  # seconds


def found_by_feedparser(body: bytes, tally: Counter[str]) -> int:
    """How many entries feedparser finds, left alone; an item in which the body breaks off is none yet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)  # noqa: TID251
    except Exception:  # noqa: BLE001  then it finds none
        return 0
    broken_off = bool(found.bozo and found.entries) and ends_in_an_item(body)
    tally["broken off in an item"] += broken_off
    return min(len(found.entries) - broken_off, ENTRY_LIMIT)


def fault(body: bytes, tally: Counter[str]) -> str:
    """What is wrong with the reading of one file; "" if all is well."""
    fetched = Fetched(URL, body, {})
    try:
        with at_most(LONGEST):
            parsed, reading = parse(fetched), read(fetched, Feed(URL, "Outlet"), b"", NOW)
    except Hung:
        return f"over {LONGEST} s"
    except Exception as error:  # noqa: BLE001  this is what is looked for
        return f"{type(error).__name__}: {error}"
    if isinstance(parsed, NotAFeed):
        tally[f"not read: {parsed.reason} {parsed.detail[:40]}"] += 1
    if isinstance(parsed, ParsedFeed) and not isinstance(reading, Reading):
        return f"parsed, but not read: {reading.detail}"
    entries = len(parsed.entries) if isinstance(parsed, ParsedFeed) else 0
    expected = found_by_feedparser(body, tally)
    tally["entries"] += entries
    tally["more entries than feedparser's"] += entries > expected
    return f"{entries} entries, feedparser alone {expected}: {parsed}" if entries < expected else ""


def main(folders: list[str]) -> int:
    files = [file for folder in folders for file in sorted(Path(folder).rglob("*")) if file.is_file()]
    tally: Counter[str] = Counter()
    slowest, faults = (0.0, ""), 0
    for file in track(files, "Reading"):
        started = time.perf_counter()
        found = fault(file.read_bytes(), tally)
        slowest = max(slowest, (time.perf_counter() - started, file.name))
        if found:
            faults += 1
            print(f"{file}: {found}", flush=True)
    for name, count in sorted(tally.items()):
        print(f"{count:>8,}  {name}")
    print(f"{len(files):,} files, {faults} faults, the slowest in {slowest[0]:.1f} s: {slowest[1]}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
