"""Numbers in a text with their scale, in figures and words: "1.2bn", "5 000", "two million", "трьох мільярдів"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

_SCALES = {
    1e3: "thousand tausend tsd mille mil mila tys tysiecy tysiace тис тыс тысяч* тисяч* bin k",
    1e5: "lakh lakhs",
    1e6: "million* millones mio mln milion* milhao milhoes mn m млн мільйон* миллион* milyon*",
    1e7: "crore crores",
    1e9: "billion bn b milliard* mrd md mds mld miliard* bilhao bilhoes млрд мільярд* миллиард* milyar*",
    1e12: "trillion tn трлн billones trilhoes trilyon* billionen",
}
_DOUBLE = {"mil millones": 1e9, "mil milhoes": 1e9, "lakh crore": 1e12}
_WORDS = {
    1: "one ein eine einen une una uno jeden jedna один одна bir um uma",
    2: "two zwei deux due dos dwa dwie два две дві двох двух iki dois duas",
    3: "three drei trois tre tres trzy три трьох трех uc",
    4: "four vier quatre quattro cuatro cztery чотири четыре чотирьох четырех dort quatro",
    5: "five fünf funf cinq cinque cinco piec пять п'ять пяти п'яти bes",
    6: "six sechs sei seis szesc шесть шість шести alti",
    7: "seven sieben sept sette siete siedem семь сім семи yedi sete",
    8: "eight acht huit otto ocho osiem восемь вісім восьми sekiz oito",
    9: "nine neun neuf nove nueve dziewiec девять дев'ять dokuz",
    10: "ten zehn dix dieci diez dziesiec десять десяти on dez",
    11: "eleven elf onze undici once jedenascie",
    12: "twelve zwolf douze dodici doce dwanascie двенадцать дванадцять doze",
    20: "twenty zwanzig vingt venti veinte dwadziescia двадцать двадцять yirmi vinte",
    30: "thirty dreissig dreißig trente trenta treinta trzydziesci тридцать тридцять otuz trinta",
    40: "forty vierzig quarante quaranta cuarenta сорок kirk quarenta",
    50: "fifty funfzig cinquante cinquanta cincuenta пятьдесят п'ятдесят elli cinquenta",
    60: "sixty sechzig soixante sessanta sesenta шестьдесят шістдесят sessenta",
    100: "hundred hundert cent cento cien sto сто yuz cem",
}
_SPELT = {word: value for value, words in _WORDS.items() for word in words.split()}


def _scale_shape() -> str:
    """Longest first, so that "mil millones" is not taken for a thousand."""
    words = [*_DOUBLE, *(word for words in _SCALES.values() for word in words.split())]
    shapes = (word.replace("*", r"\w*") for word in sorted(words, key=len, reverse=True))
    return rf"(?:{'|'.join(shapes)})(?!\w)\.?"


_EXACT = _DOUBLE | {
    word: scale for scale, words in _SCALES.items() for word in words.split() if "*" not in word
}
_OPEN = tuple((word[:-1], scale) for scale, words in _SCALES.items() for word in words.split() if "*" in word)
_FIGURES = r"\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
# Looked for only where a figure stands, or a word for a number: both are quickly found.
_FIGURE = re.compile(r"\d+")
_WORD = AhoCorasick([f"{word} " for word in _SPELT])
_IN_FIGURES = re.compile(rf"(?<![\w.,])({_FIGURES})(?: ?({_scale_shape()}))?(?!\w)")
_IN_WORDS = re.compile(rf"(?<![\w.,])({'|'.join(sorted(_SPELT))}) ({_scale_shape()})(?!\w)")


class Quantity(NamedTuple):
    """A number met in a text, from `start` to `end` (characters)."""

    value: float
    start: int
    end: int
    plain: bool  # without a scale, as a year is


def quantities(folded: str) -> list[Quantity]:
    """The numbers of a text that went through `fold`, in order of place."""
    return sorted((*_in_figures(folded), *_in_words(folded)), key=lambda quantity: quantity.start)


def _in_figures(folded: str) -> Iterator[Quantity]:
    after = 0
    for figure in _FIGURE.finditer(folded):
        if figure.start() >= after and (match := _IN_FIGURES.match(folded, figure.start())):
            figures, scale = match.groups()
            after = match.end()
            yield Quantity(_value(figures, bool(scale)) * _factor(scale), match.start(), after, not scale)


def _in_words(folded: str) -> Iterator[Quantity]:
    for _, start, _ in _WORD.find_matches_as_indexes(folded, overlapping=True):
        within_word = start > 0 and folded[start - 1].isalnum()
        if not within_word and (match := _IN_WORDS.match(folded, start)):
            spelt, scale = match.groups()
            yield Quantity(_SPELT[spelt] * _factor(scale), match.start(), match.end(), plain=False)


def _factor(scale: str | None) -> float:
    if not scale:
        return 1.0
    bare = scale.rstrip(".")
    return _EXACT.get(bare) or next(factor for start, factor in _OPEN if bare.startswith(start))


def _value(figures: str, scaled: bool) -> float:
    """What figures say: a separator before three figures groups them, unless a scale follows ("1.125 billion",
    but "1,500 million" and "5,000 crore")."""
    bare = figures.replace(" ", "").replace("'", "")
    separators = [sign for sign in bare if sign in ".,"]
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return float(bare[:30])
    groups = len(bare) - last - 1 == 3 and not (scaled and len(separators) == 1 and not bare.endswith("00"))
    if groups or separators.count(bare[last]) > 1:
        return float(re.sub("[.,]", "", bare)[:30])
    return float(f"{re.sub('[.,]', '', bare[:last])[:30]}.{bare[last + 1 :][:15]}")
