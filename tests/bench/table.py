"""The results as a Markdown table: medians over the runs, ratios within a run."""

from collections.abc import Callable, Sequence
from statistics import median

from tests.bench.rounds import WORKLOADS, Result


def table(results: Sequence[Result], feeds: int, floors: Sequence[str]) -> str:
    """One row a workload and contender; the last columns compare it to each floor in the same run."""
    names = list(dict.fromkeys(result.contender for result in results))
    heads = [
        *("workload", "contender", "wall s", "CPU s", "feeds/s", "feeds a CPU s", "peak MB", "new items"),
        *("requests 200 / 304", *(f"of {floor}" for floor in floors)),
    ]
    cells = [_of(results, workload, name) for workload in WORKLOADS for name in names]
    rows = [_row(cell, results, feeds, floors) for cell in cells]
    return "\n".join(map(_line, [heads, ["---", "---", *["---:"] * (len(heads) - 2)], *rows]))


def _row(some: list[Result], results: Sequence[Result], feeds: int, floors: Sequence[str]) -> list[str]:
    def middle(value: Callable[[Result], float]) -> float:
        return median(value(result) for result in some)

    first = some[0]
    wall, cpu = middle(lambda result: result.usage.wall), middle(lambda result: result.usage.cpu)
    return [
        first.workload,
        first.contender,
        f"{wall:.2f}",
        f"{cpu:.2f}",
        f"{feeds / wall:.1f}",
        f"{feeds / cpu:.1f}",
        f"{middle(lambda result: result.usage.peak_mb):.0f}",
        "–" if first.items is None else f"{first.items}",
        f"{first.statuses.get('200', 0)} / {first.statuses.get('304', 0)}",
        *(
            "1" if first.contender == floor else _ratio(some, _of(results, first.workload, floor))
            for floor in floors
        ),
    ]


def _ratio(some: list[Result], floor: list[Result]) -> str:
    """Median, least and most of the ratio in each run: these hold on a machine whose speed drifts, seconds do not."""
    ratios = sorted(_spent(theirs) / _spent(ours) for ours, theirs in zip(some, floor, strict=True))
    return f"{median(ratios):.3f} ({ratios[0]:.3f}–{ratios[-1]:.3f})"


def _spent(result: Result) -> float:
    """What a round is measured by: CPU seconds, but the time on the clock where it is spent in waiting."""
    return result.usage.wall if result.workload == "distant" else result.usage.cpu


def _of(results: Sequence[Result], workload: str, contender: str) -> list[Result]:
    """The results of one cell, in the order of the runs."""
    return [result for result in results if (result.workload, result.contender) == (workload, contender)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
