"""What a report means, as terms that reports of the same event share whatever their words and languages.

The encoder gives a text a vector. That is turned so that reports of one event come near to one another
(monitor.stories.learning.turning), and each axis along which it then points far becomes a term, one for each of the
axis's two ends. So meaning is kept, looked up and compared as words are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Single = np.ndarray[Any, np.dtype[np.float32]]
Meaning = Callable[[str, str], Mapping[str, float]]  # of a headline with its text

LENGTH = 16.0  # of a meaning as a whole: its greatest terms weigh what rare words weigh
_TERMS = 48  # of a report: on items left out of a fit as good as all 256, and 24 were not


@dataclass(frozen=True, eq=False)
class Axes:
    """How the encoder's vectors are turned."""

    middle: Single  # the vector of a report that means nothing in particular
    turn: Single  # a row for each figure of a vector, a column for each axis

    def terms(self, vector: Single) -> dict[str, float]:
        """The ends of axes to which a vector points, each with its weight."""
        turned = (vector - self.middle) @ self.turn
        far = np.argsort(-np.abs(turned), kind="stable")[:_TERMS]
        turned *= LENGTH / max(float(np.linalg.norm(turned[far])), 1e-6)
        return {
            f"{axis}{'+' if turned[axis] > 0 else '-'}": abs(float(turned[axis])) for axis in far.tolist()
        }


def load_axes(path: Path) -> Axes:
    """What `save_axes` wrote. (I/O) Raises OSError or ValueError where the file is missing or damaged."""
    with np.load(path, allow_pickle=False) as file:
        return Axes(file["middle"].astype(np.float32), file["turn"].astype(np.float32))


def save_axes(path: Path, axes: Axes) -> None:
    """(I/O)"""
    np.savez_compressed(path, middle=axes.middle.astype(np.float16), turn=axes.turn.astype(np.float16))
