"""How a name's word sounds, in one alphabet for all languages, and how far two such sounds lie apart.

Where `skeleton` asks whether two words come to the same key, a sound keeps the vowels: fine enough to tell Scholz
from Schulz, for suggestions that an editor confirms.
"""

import re
from functools import lru_cache

from monitor.topics.text.fold import fold

# Capitals are the hushing sounds (S as in "she", Z as in "measure", C as in "chess"), c is "ts", X any of "ch".
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяўђћџјљњ'", [
        "a", "b", "v", "g", "g", "d", "e", "ie", "Z", "z", "i", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r",
        "s", "t", "u", "f", "h", "c", "C", "S", "S", "", "i", "", "e", "iu", "ia", "u", "C", "C", "Z", "i", "l",
        "n", "",
    ], strict=True))
)  # fmt: skip
_LATIN = tuple(
    (re.compile(shape), sound)
    for shape, sound in (
        (r"schtsch|shch|szcz|chtch", "S"),
        (r"tsch|tch|cz", "C"),
        (r"schsch|zhzh|sch|sh|sz", "S"),
        (r"zh|rz(?=[aeiouy])", "Z"),
        (r"ch", "X"),
        (r"kh", "h"),
        (r"gu(?=[ei])|gh", "g"),
        (r"dj|dzh|dz(?=[aeiouy])", "dZ"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"ck(?!i)|qu|q", "k"),
        (r"ts|tz", "c"),
        (r"c(?=[aoulr])", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|y", "i"),
        (r"(?<=[aou])e(?=[^aeiou])", ""),  # an umlaut written out
        (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""),  # only lengthens the vowel
    )
)
_DOUBLED = re.compile(r"(.)\1+")
_JOINED = re.compile(r"[ij]{2,}")
_SUFFIX = re.compile(r"'[^\W\d_]{0,4}$")  # "Merz'", "Trump's", "Baykar'dan"
# Endings that Ukrainian, Russian and Polish give a name by its place in the sentence.
_ADJECTIVE = re.compile(
    r"(?<=[сцз]ьк)(?:ого|ому|ої|ою|ій|ий|им|а|у|і)$|(?<=ск)(?:ого|ому|ой|ую|ий|им|ом|ая)$"
    r"|(?<=[sc]k)(?:iego|iemu|iej|im|yi?|yj|iy|yy|ij|i|a)$"
)
_NOUN = re.compile(
    r"(?<=[^\W\d_]{3})(?:ого|ому|ові|еві|ою|ею|єю|ом|ем|єм|им|ым|ой|ий|ый|а|я|у|ю|і|и|ы|е|ь"
    r"|owi|iem|ego|emu|em|om|y|a|u|s)$"
)

_NEAR = {
    frozenset(pair): cost
    for pairs, cost in (
        ("sS cC zZ zs cs cz SZ CX SX ij jZ gh", 0.15),
        ("hX hk kX vu SC zc kc CZ ie", 0.3),
        ("ae oi", 0.4),
        ("vf gk dt bp", 0.7),
    )
    for pair in pairs.split()
}
_VOWELS = frozenset("aeiou")
_OTHER_VOWEL = 0.9
_SKIPPED = {"j": 0.1, "h": 0.3, "e": 0.6}
_GLIDE = 0.2  # an i beside a vowel, which some languages write and some do not
_SLIGHT = 0.3  # two ways to write one sound
_BEGINNING = 2.0  # how much more the first sound weighs: names that rhyme are others'


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, ...]:
    """The sound of a word as it stands and, should it carry one, without its case ending; none without letters."""
    bare = _SUFFIX.sub("", fold(word))
    cut = _NOUN.sub("", bare)
    return tuple(dict.fromkeys(filter(None, (_sound(bare), _sound(_ADJECTIVE.sub("i", bare)), _sound(cut)))))


def _sound(folded: str) -> str:
    said = folded.translate(_CYRILLIC)
    for shape, sound in _LATIN:
        said = shape.sub(sound, said)
    return _DOUBLED.sub(r"\1", _JOINED.sub("i", "".join(filter(str.isalpha, said))))


@lru_cache(maxsize=65536)
def sound_likeness(first: str, second: str) -> float:
    """From 0 to 1, how alike two words sound: 1 less their weighted edit distance (Wagner and Fischer, 1974) as a
    share of the longer; sounds that languages write for one another weigh little."""
    return max((_likeness(a, b) for a in sounds(first) for b in sounds(second)), default=0.0)


def _likeness(a: str, b: str) -> float:
    left, top = _skips(a), _skips(b)
    row = [0.0]
    for cost in top:
        row.append(row[-1] + cost)
    for line, (one, gone) in enumerate(zip(a, left, strict=True)):
        above, row = row, [row[0] + gone]
        for column, (other, added) in enumerate(zip(b, top, strict=True)):
            swap = _swap(one, other)
            if not line and not column and swap > _SLIGHT:
                swap *= _BEGINNING
            row.append(min(above[column + 1] + gone, row[column] + added, above[column] + swap))
    return max(0.0, 1 - row[-1] / max(len(a), len(b)))


def _skips(sound: str) -> list[float]:
    """What it costs to leave out each sign of a sound."""
    costs = []
    for place, sign in enumerate(sound):
        beside = sound[max(0, place - 1) : place] + sound[place + 1 : place + 2]
        glide = sign == "i" and (not _VOWELS.isdisjoint(beside) or place == len(sound) - 1)
        costs.append(_GLIDE if glide else _SKIPPED.get(sign, 1.0) * (1 if place else _BEGINNING))
    return costs


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return _NEAR.get(frozenset((one, other)), _OTHER_VOWEL if {one, other} <= _VOWELS else 1.0)
