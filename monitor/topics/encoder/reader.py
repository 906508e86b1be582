"""The encoder as a whole: out of a text a logit for each topic that it was taught, or a vector. (I/O as it opens)"""

from collections.abc import Mapping
from functools import cached_property, lru_cache

import numpy as np
from threadpoolctl import ThreadpoolController

from monitor.topics.encoder.base_file import BaseFile
from monitor.topics.encoder.package import base_path, taught_path
from monitor.topics.encoder.tokens import Tokens
from monitor.topics.encoder.transformer import Floats
from monitor.topics.encoder.weights import Stack, Taught, head, load_taught, stack, untaught
from monitor.topics.encoder.windows import beginning, windows

_DIGITS = 3  # of a logit: what differs from one machine's arithmetic to another's lies below


class Reader:
    def __init__(self, base: BaseFile, taught: Taught) -> None:
        self._known = taught
        self._taught, self._head = stack(base, taught), head(taught)
        self._tokens = Tokens(base.vocabulary)
        self._begin, self._end = base.vocabulary.begin, base.vocabulary.end
        self._threads = ThreadpoolController()
        self.topics = tuple(map(str, taught["topics"]))

    def read(self, title: str, text: str) -> Mapping[str, float]:
        """For each topic, by slug, how much a headline with its text reads like the items that carry it."""
        # On two busy cores, two threads waited for each other so much that they took eight times as long as one.
        with self._threads.limit(limits=1, user_api="blas"):
            said = [self._totals(window) for window in windows(title, text, self._tokens.of)]
        means = np.mean(said, axis=0).tolist()
        return {slug: round(one, _DIGITS) for slug, one in zip(self.topics, means, strict=True)}

    def vector(self, title: str, text: str) -> Floats:
        """What the beginning of a text tells, as 384 figures of length 1: near to those of texts that tell alike.

        It is the mean over the pieces by the base model: what was taught to tell topics apart tells events apart less.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            pieces = [self._begin, *beginning(title, text, self._tokens.of), self._end]
            mean: Floats = self._untaught.vectors(pieces).mean(0)
        return mean / np.linalg.norm(mean)

    def _totals(self, window: list[int]) -> Floats:
        return self._head(self._taught.vectors([self._begin, *window, self._end]))

    @cached_property
    def _untaught(self) -> Stack:
        return untaught(self._taught, self._known)


@lru_cache(maxsize=4_096)  # to weigh wishes, the same 3,000 articles are judged under each
def read(title: str, text: str) -> Mapping[str, float]:
    """What the encoder that is installed says of a headline with its text: see Reader.read."""
    return reader().read(title, text)


@lru_cache(maxsize=4_096)  # for the same reason, and the examples of topics for each training
def vector(title: str, text: str) -> Floats:
    """What a headline with its text means, by the encoder that is installed: see Reader.vector."""
    return reader().vector(title, text)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The encoder that is installed, opened once a process. Raises ConfigurationError where none is."""
    return Reader(BaseFile(base_path()), load_taught(taught_path()))
