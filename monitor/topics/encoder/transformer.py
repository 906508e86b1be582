"""The encoder's layers in numpy: BERT's, with weights as they were read. Pure.

J. Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", NAACL 2019. One text at a time: so what is
said of it hangs on nothing else, and no place is filled up with nothing.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# The error function by M. Abramowitz and I. Stegun, Handbook of Mathematical Functions (1964), 7.1.26: within 1.5e-7.
_STEP = 0.3275911
_SERIES = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


@dataclass(frozen=True, slots=True)
class Linear:
    weights: Floats  # a row for each figure that comes out
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        product: Floats = rows @ self.weights.T
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class Norm:
    weight: Floats
    bias: Floats
    epsilon: float

    def __call__(self, rows: Floats) -> Floats:
        centred = rows - rows.mean(-1, keepdims=True)
        deviation = np.sqrt((centred * centred).mean(-1, keepdims=True) + self.epsilon)
        normal: Floats = centred / deviation * self.weight + self.bias
        return normal


@dataclass(frozen=True, slots=True)
class Layer:
    heads: int
    asked: Linear  # queries, keys and values side by side
    joined: Linear
    after_attention: Norm
    widened: Linear
    narrowed: Linear
    after_all: Norm

    def __call__(self, rows: Floats) -> Floats:
        """The vectors of a text's tokens after this layer."""
        rows = self.after_attention(rows + self.joined(self._attention(rows)))
        return self.after_all(rows + self.narrowed(_gelu(self.widened(rows))))

    def _attention(self, rows: Floats) -> Floats:
        tokens, width = rows.shape
        parts = self.asked(rows).reshape(tokens, 3, self.heads, width // self.heads)
        queries, keys, values = parts.transpose(1, 2, 0, 3)
        weights = softmax(queries @ keys.transpose(0, 2, 1) / np.float32(sqrt(width // self.heads)))
        return (weights @ values).transpose(1, 0, 2).reshape(tokens, width)


def softmax(figures: Floats) -> Floats:
    """Shares that add up to 1 along the last axis."""
    powers = np.exp(figures - figures.max(-1, keepdims=True))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares


def _gelu(figures: Floats) -> Floats:
    """Each figure times the share of a normal distribution that lies below it."""
    away = np.abs(figures)
    scaled = away * np.float32(sqrt(0.5))
    step = 1 / (1 + np.float32(_STEP) * scaled)
    series = np.float32(_SERIES[0]) * step
    for factor in _SERIES[1:]:
        series += np.float32(factor)
        series *= step
    beyond = series * np.exp(-scaled * scaled) * np.float32(0.5)  # the share that lies farther out
    found: Floats = np.maximum(figures, 0) - away * beyond
    return found
