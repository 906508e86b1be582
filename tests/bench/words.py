"""Text with the word frequencies of real prose, from invented words."""

# ruff: noqa: SIM905  many short words are easier to read as text than as a list

import itertools
import random

_FUNCTION_WORDS = """the of to and in a is that for on with as was by at from it be are an has this have not
were which said will its or but had their they been one who after more also than new about two would
first over when up into could year years under last out against other all state government people
""".split()
_ONSETS = "b br c ch d dr f g gr h j k l m n p pr r s sh st t th tr v w z".split()
_NUCLEI = "a a e e i i o o u ea ee ou".split()
_CODAS = ["", "", "", "", "n", "r", "l", "s", "t", "m", "nd", "st"]
_FREQUENT = 1000  # ranks with short words
_SENTENCE = 15  # words


class Vocabulary:
    """30,000 words; the one of rank r is drawn with a probability proportional to 1 / (r + 2.7) (Zipf-Mandelbrot)."""

    def __init__(self) -> None:
        rng = random.Random(1)
        words = dict.fromkeys(_FUNCTION_WORDS)
        while len(words) < 30_000:
            words.setdefault(_invented(rng, frequent=len(words) < _FREQUENT))
        self._words = list(words)
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self._words, cum_weights=self._weights, k=count)

    def sentences(self, rng: random.Random, count: int) -> list[str]:
        """`count` words, with the capitals and full stops of sentences."""
        words = self.draw(rng, count)
        for start in range(0, count, _SENTENCE):
            words[start] = words[start].capitalize()
            words[min(start + _SENTENCE, count) - 1] += "."
        return words

    def title(self, rng: random.Random) -> str:
        return " ".join(self.draw(rng, rng.randint(6, 12))).capitalize()


def _invented(rng: random.Random, frequent: bool) -> str:
    syllables = rng.choices((1, 2), (1, 2))[0] if frequent else rng.choices((2, 3), (2, 3))[0]
    parts = (rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(syllables))
    word = "".join(parts)
    return word.capitalize() if rng.random() < 0.12 else word
