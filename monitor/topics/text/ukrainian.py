"""Stems of Ukrainian words: no kept library has small ones, and the Russian rules miss what ends in і, ї and є."""

_LEAST = 3  # letters that stay

_NOUNS = (
    "а я о е є и і ї у ю ь й ою ею єю ом ем єм ям ам ами ями ах ях ові еві єві ів їв ей ій "
    "ість істю ості остей остям остями остях"
)
_ADJECTIVES = "ий ого ього ому ьому им ім ої ьої ьою ая яя ее єє их іх їх ими іми їми"
# Not those that many nouns end in too: депутати is no verb, nor is генерали.
_VERBS = (
    "увати ювати ував ювала увала увало ували ює ує ують юють уємо уєте ить ять уть ють имо емо ено ано яно"
)
_ENDINGS = tuple(sorted(set(f"{_NOUNS} {_ADJECTIVES} {_VERBS}".split()), key=len, reverse=True))
_POSSESSIVE = ("ов", "ев", "єв")  # Харкова, beside Харків
_VOWELS = "аеєиіїоуюя"
_SOFTENED = {"з": "г", "ц": "к", "с": "х"}  # книзі, книга


def stem(word: str) -> str:
    """The folded word without its endings, and without what changes before them: the vowel in "договір", "договору"."""
    found = _without(word.removesuffix("ся") if len(word) > _LEAST + 3 else word, _ENDINGS)
    found = _without(found, ("і", "о", "е"))
    found = _without(found, _POSSESSIVE)
    if found[-2:] == "нн":
        found = found[:-1]
    found = without_fleeting_vowel(found, "оеєі")
    return found[:-1] + _SOFTENED.get(found[-1], found[-1])


def without_fleeting_vowel(stem: str, fleeting: str) -> str:
    """The stem without a vowel before its last letter that its other forms do not have, or have as another."""
    if len(stem) > _LEAST + 1 and stem[-2] in fleeting and stem[-1] not in _VOWELS:
        return stem[:-2] + stem[-1]
    return stem


def _without(word: str, endings: tuple[str, ...]) -> str:
    ending = next((one for one in endings if word.endswith(one) and len(word) - len(one) >= _LEAST), "")
    return word.removesuffix(ending)
