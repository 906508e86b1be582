"""Wall time, CPU time and peak memory of a command with all its processes (Linux)."""

import ctypes
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.1
_LINGER_SECONDS = 30  # that a command's processes may outlive it
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True)
class Usage:
    wall: float  # seconds, until the command itself ended
    cpu: float  # seconds, user and system, of the command and of every process under it
    peak_mb: float  # of the proportional set size (PSS), summed over these processes
    exit_code: int


class LingeringError(Exception):
    """A command ended and left processes running."""


def run(command: list[str], folder: Path, environment: Mapping[str, str], log: Path) -> Usage:
    """Run a command in a folder to its end, its output appended to `log`."""
    _adopt_orphans()
    others = set(_children(os.getpid()))
    with log.open("ab") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        with _MemorySampler(process.pid) as memory:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime + _cpu_of_orphans(others)
    return Usage(wall, cpu, memory.peak_mb, process.returncode)


def _adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends.

    multiprocessing's fork server is never waited for by the process that started it: it outlives it by a moment, and
    without this its CPU time, with all its workers', would be counted nowhere.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl: orphans cannot be adopted")


def _cpu_of_orphans(others: set[int]) -> float:
    """Wait for what the command left, and return the seconds that it used. `others` are not the command's."""
    deadline, seconds = time.monotonic() + _LINGER_SECONDS, 0.0
    while orphans := set(_children(os.getpid())) - others:
        for orphan in orphans:
            ended, _, used = os.wait4(orphan, os.WNOHANG)
            seconds += used.ru_utime + used.ru_stime if ended else 0
        if time.monotonic() > deadline:
            raise LingeringError(
                f"processes {sorted(orphans)} still run {_LINGER_SECONDS} s after their command"
            )
        time.sleep(0.01)
    return seconds


class Resident:
    """A process that stays, measured at what it is told: a line to its stdin, a line back when it is done."""

    def __init__(self, command: list[str], folder: Path, environment: Mapping[str, str], log: Path) -> None:
        """Starts the command, and returns once it has answered its first line."""
        self._log = log.open("ab")
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._answer()

    def tell(self, line: str) -> Usage:
        """Wall time, CPU time and peak memory from the line to its answer. Raises EOFError where the process ended."""
        assert self._process.stdin is not None
        with _MemorySampler(self._process.pid) as memory:
            before, started = cpu_of_tree(self._process.pid), time.perf_counter()
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            self._answer()
            wall = time.perf_counter() - started
            cpu = cpu_of_tree(self._process.pid) - before
        return Usage(wall, cpu, memory.peak_mb, 0)

    def close(self) -> None:
        """Ends the process by closing its stdin."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(_LINGER_SECONDS)
        self._process.stdout.close()
        self._log.close()

    def _answer(self) -> None:
        assert self._process.stdout is not None
        if not self._process.stdout.readline():
            raise EOFError(f"it ended with exit code {self._process.wait(_LINGER_SECONDS)}")


def cpu_of_tree(root: int) -> float:
    """The CPU seconds so far of a process, of its descendants, and of those of them that have been waited for."""
    return sum(_cpu(process) for process in _tree(root))


def _cpu(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    # utime, stime, cutime, cstime: proc(5)
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


class _MemorySampler:
    """Samples the memory of a process and all its descendants while it is open."""

    def __init__(self, root: int) -> None:
        self.peak_mb = 0.0
        self._root = root
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample)

    def _sample(self) -> None:
        while not self._done.wait(_SAMPLE_SECONDS):
            self.peak_mb = max(self.peak_mb, sum(_pss_mb(process) for process in _tree(self._root)))

    def __enter__(self) -> "_MemorySampler":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def _tree(root: int) -> Iterator[int]:
    yield root
    for child in _children(root):
        yield from _tree(child)


def _children(process: int) -> list[int]:
    """Living children and those not yet waited for; none of a process that has ended."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _pss_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
