"""Teaches the upper layers of the base model, and a head on them, to tell the topics apart.

What the lower layers make of each window is worked out once and kept in a temporary file: they are not changed.
"""

import tempfile
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from monitor.topics.encoder.base_file import BaseFile, packed
from monitor.topics.encoder.package import base_path, taught_path
from monitor.topics.encoder.tokens import Tokens
from monitor.topics.encoder.windows import windows
from monitor.topics.learning.exemplar import Exemplar
from tests.quality.encoder.layers import Head, base_layers, embedded

KEPT = 8  # lower layers that stay as they are
_EPOCHS, _BATCH = 3, 24
_RATE, _HEADS_RATES = 1e-4, (1e-3, 5e-4)  # of layers; of the head, each time
_WARM_UP, _LEAST = 40, 0.02  # steps; share of the rate that is left at the end
_SMOOTHED = 0.03  # how sure a label is taken to be short of wholly
_SORTED = 40  # batches that are dealt from items in the order of length


class Lessons:
    """Windows after the lower layers, and the labels of the items that they are of."""

    def __init__(self, items: Sequence[Exemplar], base: BaseFile, lower: Sequence[nn.Module]) -> None:
        vocabulary = base.vocabulary
        tokens = Tokens(vocabulary)
        self.topics = sorted(set().union(*(item.labels for item in items)))
        self.labels = torch.tensor(
            [[slug in item.labels for slug in self.topics] for item in items], dtype=torch.float32
        )
        texts = [windows(item.title, item.summary, tokens.of) for item in items]
        self.of = [range(0)] * len(items)
        self._ends = [0]
        rows = tempfile.TemporaryFile()  # noqa: SIM115  open as long as it is read
        for number, text in enumerate(texts):
            first = len(self._ends) - 1
            for window in text:
                vectors = embedded(base, [vocabulary.begin, *window, vocabulary.end])
                with torch.no_grad():
                    for layer in lower:
                        vectors = layer(vectors, None)
                rows.write(vectors[0].numpy().astype(np.float16).tobytes())
                self._ends.append(self._ends[-1] + vectors.shape[1])
            self.of[number] = range(first, first + len(text))
        rows.flush()
        self._rows = np.memmap(rows, np.float16, "r", shape=(self._ends[-1], base.shape.width))
        self.length = np.array([max(self._size(one) for one in of) for of in self.of])

    def window(self, number: int) -> Tensor:
        return torch.from_numpy(self._rows[self._ends[number] : self._ends[number + 1]].astype(np.float32))

    def _size(self, number: int) -> int:
        return self._ends[number + 1] - self._ends[number]


def teach(items: Sequence[Exemplar]) -> None:
    """Writes seeds/encoder/taught.npz.

    Twice: the second time the layers begin anew, with the head that the first has left, which knows where to look.
    """
    base = BaseFile(base_path())
    lessons = Lessons(items, base, base_layers(base)[:KEPT])
    head = Head(base.shape.width, len(lessons.topics))
    for seed, rate in enumerate(_HEADS_RATES):
        upper = nn.ModuleList(base_layers(base)[KEPT:])
        _teach(seed, lessons, upper, head, rate)
    _write(base, lessons.topics, upper.state_dict(), head.state_dict())


def _teach(seed: int, lessons: Lessons, upper: nn.ModuleList, head: Head, heads_rate: float) -> None:
    torch.manual_seed(seed)
    groups = [
        {"params": list(upper.parameters()), "lr": _RATE},
        {"params": list(head.parameters()), "lr": heads_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    order = np.random.default_rng(seed)
    steps = [batch for _ in range(_EPOCHS) for batch in _batches(lessons, order)]
    for number, batch in enumerate(steps):
        part = min(1.0, (number + 1) / _WARM_UP) * max(_LEAST, 1 - number / len(steps))
        for group, rate in zip(optimizer.param_groups, (_RATE, heads_rate), strict=True):
            group["lr"] = rate * part
        wanted = lessons.labels[batch] * (1 - 2 * _SMOOTHED) + _SMOOTHED
        loss = functional.binary_cross_entropy_with_logits(_said(upper, head, lessons, batch), wanted)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*upper.parameters(), *head.parameters()], 1.0)
        optimizer.step()
        if number % 50 == 0:
            print(f"seed {seed}, step {number} of {len(steps)}, loss {loss.item():.4f}", flush=True)


def _batches(lessons: Lessons, order: np.random.Generator) -> list[list[int]]:
    """All items in batches of like length, which waste least, in any order."""
    dealt = order.permutation(len(lessons.of))
    found = []
    for start in range(0, len(dealt), _BATCH * _SORTED):
        some = dealt[start : start + _BATCH * _SORTED]
        some = some[np.argsort(lessons.length[some], kind="stable")]
        found += [some[at : at + _BATCH].tolist() for at in range(0, len(some), _BATCH)]
    return [found[place] for place in order.permutation(len(found))]


def _said(upper: nn.ModuleList, head: Head, lessons: Lessons, batch: Sequence[int]) -> Tensor:
    """The logits of items, as the mean over their windows."""
    held = [lessons.window(number) for item in batch for number in lessons.of[item]]
    rows = nn.utils.rnn.pad_sequence(held, batch_first=True)
    there = nn.utils.rnn.pad_sequence(
        [torch.ones(len(one), dtype=torch.bool) for one in held], batch_first=True
    )
    for layer in upper:
        rows = layer(rows, there[:, None, None, :])
    logits = head(rows, there)
    counts = [len(lessons.of[item]) for item in batch]
    return torch.stack([one.mean(0) for one in logits.split(counts)])


def _write(base: BaseFile, topics: Sequence[str], layers: dict[str, Tensor], head: dict[str, Tensor]) -> None:
    """The layers' matrices as their difference from the base, four bits a number; all else whole."""
    arrays: dict[str, np.ndarray] = {"topics": np.array(topics)}
    for name, values in layers.items():
        number, part, kind = name.split(".")
        full = f"l{KEPT + int(number)}.{part}.{kind[0]}"
        whole = values.numpy()
        arrays[full] = packed(whole - base.rows(full, whole.shape[1])) if whole.ndim == 2 else whole
    for name, values in head.items():
        arrays[f"head.{name.replace('weight', 'w').replace('bias', 'b')}"] = values.numpy()
    taught_path().parent.mkdir(exist_ok=True)
    np.savez(taught_path(), **arrays)
