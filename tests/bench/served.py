"""The world in a process of its own, so that its work is never counted with a contender's."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]  # python -m tests.bench... works from here


class ServedWorld:
    def __init__(self, feeds: int) -> None:
        command = [sys.executable, "-m", "tests.bench.server", str(feeds)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        port = self._process.stdout.readline().strip()
        if not port:
            raise RuntimeError("the world of feeds could not be served: see the error above")
        self._control = f"http://127.0.0.1:{port}/control/"

    def facts(self) -> dict[str, Any]:
        """urls, the number of them that are validating, bytes and bytes_gzipped of all feeds together."""
        return self._ask("facts")

    def publish(self, share: float, seed: int) -> dict[str, int]:
        """One new item in that share of the feeds, the same for the same seed: feeds, and validating of them."""
        return self._ask("publish", share=share, seed=seed)

    def counts(self) -> dict[str, Any]:
        """Since the last forget(): requests by feed number, statuses by code."""
        return self._ask("counts")

    def answer_after(self, seconds: float) -> None:
        """Let every answer wait for so long from now on."""
        self._ask("delay", seconds=seconds)

    def forget(self) -> None:
        """Set the counts to nought."""
        self._ask("forget")

    def _ask(self, what: str, **options: float) -> dict[str, Any]:
        with urlopen(f"{self._control}{what}?{urlencode(options)}", timeout=60) as answer:
            return json.load(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._process.stdout.close()
