"""How fast due feeds are claimed and idle polls recorded, on SQLite.

    python -m tests.bench.claims [FEEDS]

Every feed is due and has learnt its rhythm and its items, as after a night.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.feeds.rhythm import learn, unknown
from monitor.model import Feed, Habits, Lease, PollOutcome
from monitor.store import Store, open_store
from monitor.store.migrate import upgrade
from tests.samples import NOW

BATCH = 200
_KNOWN_ITEMS = 30 * 16  # bytes


def furnish(store: Store, feeds: int) -> None:
    """Feeds that were polled once, due within the hour."""
    chance = random.Random(feeds)
    store.feeds.add([Feed(f"https://outlet{n}.example/feed.xml", f"Outlet {n}") for n in range(feeds)], NOW)
    leases = store.feeds.claim_due(NOW, feeds)
    for batch in batches(leases):
        store.feeds.record_all([(lease, _first_poll(lease, chance)) for lease in batch])


def _first_poll(lease: Lease, chance: random.Random) -> PollOutcome:
    arrivals = [NOW - timedelta(hours=300 * chance.random()) for _ in range(30)]
    return PollOutcome(
        replace(
            lease.polling,
            next_poll_at=NOW + timedelta(hours=chance.random()),
            last_polled_at=NOW,
            known_items=chance.randbytes(_KNOWN_ITEMS),
            habits=Habits(learn(unknown(NOW), arrivals, None, NOW)),
        )
    )


def _idle(lease: Lease, now: datetime) -> PollOutcome:
    polling = replace(
        lease.polling, next_poll_at=now + timedelta(hours=1), last_polled_at=now, last_good_at=now
    )
    return PollOutcome(polling)


def batches(leases: Sequence[Lease]) -> Iterator[Sequence[Lease]]:
    for start in range(0, len(leases), BATCH):
        yield leases[start : start + BATCH]


def measured(what: str, work: Callable[[], int]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {done:,} feeds, {done / wall:,.0f} a second, {done / cpu:,.0f} a CPU second")


def main(feeds: int) -> None:
    with TemporaryDirectory(prefix="wiredesk-bench-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'wiredesk.db'}")
        upgrade(store.database)
        furnish(store, feeds)
        later, held = NOW + timedelta(hours=2), []

        def claim() -> int:
            while leases := store.feeds.claim_due(later, BATCH):
                held.extend(leases)
            return len(held)

        def record() -> int:
            for batch in batches(held):
                store.feeds.record_all([(lease, _idle(lease, later)) for lease in batch])
            return len(held)

        measured("claimed", claim)
        measured("recorded as idle", record)
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
