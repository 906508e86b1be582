"""Cuts a text into pieces of the encoder's vocabulary: the likeliest row of pieces, a word at a time. Pure.

This is SentencePiece's unigram model (T. Kudo, "Subword Regularization", ACL 2018) by Viterbi's algorithm. A piece
holds the sign of a word's beginning only as its first character, so every word may be cut by itself, and is cut once.
"""

import re

from monitor.topics.encoder.base_file import Vocabulary
from monitor.topics.text.remembered import Remembered

_BEGINS = "\u2581"  # the sign of a word's beginning
_SPACES = re.compile(" +")
_UNLIKELY = 10.0  # how much less likely than the rarest piece a character is that stands in none


class Tokens:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._scores: list[float] = vocabulary.scores.tolist()
        self._unknown = min(self._scores) - _UNLIKELY
        self._longest = max(map(len, vocabulary.pieces))
        self._words = Remembered(self._cut)

    def of(self, text: str) -> list[int]:
        """The numbers of the pieces, without those of beginning and end."""
        read = _SPACES.sub(" ", text.translate(self._vocabulary.written)).removeprefix(" ")
        return [number for word in read.split(" ") for number in self._words[_BEGINS + word]]

    def _cut(self, word: str) -> tuple[int, ...]:
        pieces, scores, length = self._vocabulary.pieces, self._scores, len(word)
        best = [0.0] + [float("-inf")] * length  # of the text up to each place
        last = [(0, 0)] * (length + 1)  # the piece that ends there: its number, and where it starts
        for start in range(length):
            for end in range(start + 1, min(length, start + self._longest) + 1):
                number = pieces.get(word[start:end])
                if number is not None and (score := best[start] + scores[number]) > best[end]:
                    best[end], last[end] = score, (number, start)
            if (score := best[start] + self._unknown) > best[start + 1]:
                best[start + 1], last[start + 1] = score, (self._vocabulary.unknown, start)
        found, at = [], length
        while at:
            number, at = last[at]
            found.append(number)
        return tuple(reversed(found))
