"""Measures the pages of the desk: server time over an invented archive, as editors and readers ask for them.

    python -m tests.bench.desk [--articles 100000] [--stories 20000] [--folder kept | --store URL]
                               [--pages desk story] [--each]

Every page is asked of the app in this process by an editor who is signed in, so that no network is in the figures; the
first round warms up and is not counted. The floors are measured in the same run: a page that asks the store for little
(/sign-in), and the rows of the desk's list without a page around them.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from monitor.settings import Settings
from monitor.store import Store
from monitor.store.desk.stories import DeskWanted
from tests.bench.archive import NOW, opened
from tests.bench.archive.newsroom import TOKEN
from tests.bench.archive.plan import Size
from tests.bench.asked import addresses
from webui import create_app

_LEAST = 60  # requests of a page
_ROWS = 50  # of the desk's list


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request."""

    address: str
    wall: float  # seconds
    cpu: float  # the same
    queries: int
    size: int  # bytes


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.desk", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="articles (default: %(default)s)")
    parser.add_argument("--stories", type=int, default=20_000, help="stories, about (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="keep the archive here, and use the one that is here")
    parser.add_argument("--store", help="URL of an empty database in place of a SQLite file")
    parser.add_argument("--pages", nargs="+", help="only these (default: all)")
    parser.add_argument("--each", action="store_true", help="tell the CPU time of each address too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        size = Size(options.articles, options.stories)
        store = opened(options.store or f"sqlite:///{folder / 'wiredesk.db'}", size)
        print("| page | requests | queries | kB | CPU p50 ms | CPU p95 ms | wall p50 ms | wall p95 ms |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        for name, costs in _measured(store, options.pages):
            print(_row(name, costs), flush=True)
            if options.each:
                _tell_each(costs)
        store.close()


def _measured(store: Store, pages: Sequence[str] | None) -> Iterator[tuple[str, list[Cost]]]:
    client, stranger = _signed_in(store), _app(store).test_client()
    yield "floor: sign-in page", _costs(store, ["/sign-in"], _asking(stranger))
    yield "floor: rows of the list", _costs(store, ["rows"], lambda _: _list(store))
    for name, asked in addresses(store).items():
        if not pages or name in pages:
            yield name, _costs(store, asked, _asking(client))
    if not pages or "radar" in pages:
        yield (
            "radar, first look",
            _costs(store, ["/radar"] * 5, lambda address: _ask(_signed_in(store), address), 1),
        )


def _app(store: Store) -> Flask:
    return create_app(store, Settings(), b"k" * 32, clock=lambda: NOW)


def _signed_in(store: Store) -> FlaskClient:
    """An editor, at an app of its own: nothing that another has looked up is known to it."""
    client = _app(store).test_client()
    gc.collect()
    gc.freeze()  # as `wiredesk serve` does
    with client.session_transaction() as session:
        session["sign_in"] = TOKEN
    return client


def _asking(client: FlaskClient) -> Callable[[str], int]:
    return lambda address: _ask(client, address)


def _ask(client: FlaskClient, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200, (response.status_code, address)
    return len(response.data)


def _list(store: Store) -> int:
    store.story_desk.page(DeskWanted(), _ROWS, 1, NOW)
    return 0


def _costs(store: Store, asked: Sequence[str], ask: Callable[[str], int], least: int = _LEAST) -> list[Cost]:
    """The cost of each address, in turns until there are enough, after a turn that does not count."""
    for address in dict.fromkeys(asked):
        ask(address)
    turns = -(-least // len(asked))
    return [_cost(store, address, ask) for _ in range(turns) for address in asked]


def _cost(store: Store, address: str, ask: Callable[[str], int]) -> Cost:
    with _counted(store) as statements:
        started, used = time.perf_counter(), time.process_time()
        size = ask(address)
        wall, cpu = time.perf_counter() - started, time.process_time() - used
    return Cost(address, wall, cpu, len(statements), size)


@contextmanager
def _counted(store: Store) -> Iterator[list[str]]:
    """The SELECTs that run inside the block."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(store.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.database.engine, "before_cursor_execute", note)


def _row(name: str, costs: Sequence[Cost]) -> str:
    queries = sorted({cost.queries for cost in costs})
    told = str(queries[0]) if len(queries) == 1 else f"{queries[0]}–{queries[-1]}"
    times = [
        f"{1000 * part:.1f}" for kind in ("cpu", "wall") for part in _parts([getattr(c, kind) for c in costs])
    ]
    size = statistics.median(cost.size for cost in costs) / 1000
    return f"| {' | '.join([name, str(len(costs)), told, f'{size:.0f}', *times])} |"


def _parts(values: Sequence[float]) -> tuple[float, float]:
    """The median, and the least value that 95 of 100 do not pass."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, -(-len(ordered) * 95 // 100) - 1)]


def _tell_each(costs: Sequence[Cost]) -> None:
    by_address: dict[str, list[float]] = {}
    for cost in costs:
        by_address.setdefault(cost.address, []).append(cost.cpu)
    for address, times in sorted(by_address.items(), key=lambda one: -statistics.median(one[1])):
        print(f"  {1000 * statistics.median(times):6.0f} ms CPU  {address}")


if __name__ == "__main__":
    main()
