"""The encoder's layers in torch, to be taught: as monitor.topics.encoder.transformer has them, with dropout."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from monitor.topics.encoder.base_file import BaseFile

_DROPPED, _DROPPED_IN_HEAD = 0.1, 0.15
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")


class Layer(nn.Module):
    def __init__(self, base: BaseFile, number: int) -> None:
        super().__init__()
        shape = base.shape
        self._heads = shape.heads
        sizes = {"fi": (shape.width, shape.inner), "fo": (shape.inner, shape.width)}
        for name in _MATRICES:
            width, height = sizes.get(name, (shape.width, shape.width))
            linear = nn.Linear(width, height)
            linear.weight.data = torch.from_numpy(base.rows(f"l{number}.{name}.w", width))
            linear.bias.data = torch.from_numpy(base.floats(f"l{number}.{name}.b").copy())
            setattr(self, name, linear)
        for name in ("aln", "oln"):
            norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
            norm.weight.data = torch.from_numpy(base.floats(f"l{number}.{name}.w").copy())
            norm.bias.data = torch.from_numpy(base.floats(f"l{number}.{name}.b").copy())
            setattr(self, name, norm)

    def forward(self, rows: Tensor, there: Tensor | None) -> Tensor:
        batch, length, width = rows.shape
        asked = (
            one(rows).view(batch, length, self._heads, -1).transpose(1, 2) for one in (self.q, self.k, self.v)
        )
        looked = functional.scaled_dot_product_attention(*asked, attn_mask=there)
        looked = looked.transpose(1, 2).reshape(batch, length, width)
        rows = self.aln(rows + functional.dropout(self.ao(looked), _DROPPED, self.training))
        inner = self.fo(functional.gelu(self.fi(rows)))
        return self.oln(rows + functional.dropout(inner, _DROPPED, self.training))


class Head(nn.Module):
    """Logits out of a text's vectors: see monitor.topics.encoder.weights.Head."""

    def __init__(self, width: int, topics: int) -> None:
        super().__init__()
        self.att = nn.Linear(width, topics)
        self.out = nn.Linear(3 * width, topics)
        self.says = nn.Parameter(torch.zeros(topics, width))
        nn.init.normal_(self.out.weight, std=0.01)
        nn.init.zeros_(self.out.bias)

    def forward(self, rows: Tensor, there: Tensor) -> Tensor:
        here = there[:, :, None]
        mean = (rows * here).sum(1) / here.sum(1)
        highest = rows.masked_fill(~here, -1e4).max(1).values
        shares = self.att(rows).masked_fill(~here, -1e4).softmax(1)
        looked_at = torch.einsum("blk,blh->bkh", shares, rows)
        whole = self._dropped(torch.cat([mean, highest, rows[:, 0]], 1))
        return self.out(whole) + (self._dropped(looked_at) * self.says).sum(-1)

    def _dropped(self, figures: Tensor) -> Tensor:
        return functional.dropout(figures, _DROPPED_IN_HEAD, self.training)


def base_layers(base: BaseFile) -> list[Layer]:
    """All layers as they are in the base model; not learning until told to."""
    return [Layer(base, number) for number in range(base.shape.layers)]


def embedded(base: BaseFile, tokens: Sequence[int]) -> Tensor:
    """What goes into the first layer, as a batch of one."""
    width = base.shape.width
    rows = base.rows("emb.word", width, np.array(tokens)) + base.floats("emb.type")[:width]
    rows = rows + base.floats("emb.pos").reshape(-1, width)[: len(tokens)]
    norm = [torch.from_numpy(base.floats(f"emb.ln.{name}").copy()) for name in ("w", "b")]
    return functional.layer_norm(torch.from_numpy(rows)[None], (width,), *norm, eps=base.shape.epsilon)
