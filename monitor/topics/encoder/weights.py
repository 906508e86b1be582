"""Puts the encoder together: the base model's layers, the upper ones as they came or as they were taught. (I/O)"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.topics.encoder.base_file import BaseFile, unpacked
from monitor.topics.encoder.transformer import Floats, Layer, Linear, Norm, softmax

Taught = Mapping[str, NDArray[Any]]  # the arrays of seeds/encoder/taught.npz, by name


def load_taught(path: Path) -> Taught:
    """What the encoder was taught. Raises OSError or ValueError where the file is missing or damaged."""
    with np.load(path, allow_pickle=False) as file:
        return dict(file)


@dataclass(frozen=True, slots=True)
class Head:
    """Makes a text's vectors a logit for each topic.

    It goes by their mean, by the highest of each figure, by the first of them, and by those that each topic looks at.
    """

    whole: Linear
    looked_at: Linear
    says: Floats

    def __call__(self, rows: Floats) -> Floats:
        whole = np.concatenate([rows.mean(0), rows.max(0), rows[0]])
        shares = softmax(self.looked_at(rows).T)
        totals: Floats = self.whole(whole) + (shares @ rows * self.says).sum(-1)
        return totals


@dataclass(frozen=True, slots=True)
class Stack:
    """A model up to its last layer."""

    base: BaseFile
    places: Floats  # what is added to a token by its place, and for being one
    beginning: Norm  # before the first layer
    layers: tuple[Layer, ...]

    def vectors(self, tokens: list[int]) -> Floats:
        """A row for each token, after the last layer."""
        width = self.base.shape.width
        rows = self.base.rows("emb.word", width, np.array(tokens, np.int64)) + self.places[: len(tokens)]
        rows = self.beginning(rows)
        for layer in self.layers:
            rows = layer(rows)
        return rows


def stack(base: BaseFile, taught: Taught) -> Stack:
    """The base model with what was taught."""
    shape = base.shape
    return Stack(
        base=base,
        places=base.floats("emb.pos").reshape(-1, shape.width) + base.floats("emb.type")[: shape.width],
        beginning=Norm(base.floats("emb.ln.w"), base.floats("emb.ln.b"), shape.epsilon),
        layers=tuple(_layer(base, taught, _prefix(number)) for number in range(shape.layers)),
    )


def untaught(known: Stack, taught: Taught) -> Stack:
    """The base model as it came, sharing with one that was taught the layers that were not."""
    changed = {name.partition(".")[0] + "." for name in taught}
    layers = [
        _layer(known.base, {}, _prefix(number)) if _prefix(number) in changed else layer
        for number, layer in enumerate(known.layers)
    ]
    return Stack(known.base, known.places, known.beginning, tuple(layers))


def head(taught: Taught) -> Head:
    return Head(
        Linear(_floats(taught, "head.out.w"), _floats(taught, "head.out.b")),
        Linear(_floats(taught, "head.att.w"), _floats(taught, "head.att.b")),
        _floats(taught, "head.says"),
    )


def _prefix(number: int) -> str:
    return f"l{number}."


def _layer(base: BaseFile, taught: Taught, prefix: str) -> Layer:
    shape = base.shape

    def linear(name: str, width: int = shape.width) -> Linear:
        return Linear(_matrix(base, taught, f"{prefix}{name}.w", width), vector(f"{name}.b"))

    def vector(name: str) -> Floats:
        full = prefix + name
        return _floats(taught, full) if full in taught else base.floats(full)

    def norm(name: str) -> Norm:
        return Norm(vector(f"{name}.w"), vector(f"{name}.b"), shape.epsilon)

    asked = [linear(name) for name in ("q", "k", "v")]
    side_by_side = Linear(
        np.concatenate([one.weights for one in asked]), np.concatenate([one.bias for one in asked])
    )
    return Layer(
        heads=shape.heads,
        asked=side_by_side,
        joined=linear("ao"),
        after_attention=norm("aln"),
        widened=linear("fi"),
        narrowed=linear("fo", shape.inner),
        after_all=norm("oln"),
    )


def _matrix(base: BaseFile, taught: Taught, name: str, width: int) -> Floats:
    """The base model's weights, with the difference that teaching made."""
    rows = base.rows(name, width)
    return rows + unpacked(taught[name]) if name in taught else rows


def _floats(taught: Taught, name: str) -> Floats:
    return taught[name].astype(np.float32)
