"""The words of an article as the search index holds them: cut and folded as queries cut and fold theirs.

Behind them stand their stems, each with the language whose forms share it.
"""

from collections.abc import Iterable

from monitor.topics.text import stems
from monitor.topics.text.fold import fold
from monitor.topics.text.letters import WORD

HEADLINE = "^"  # stands before a word or stem of the headline, which is indexed a second time so
STEM = "^^"  # stands before a stem; no word of the headline begins so


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in its order."""
    return WORD.findall(fold(text))


def index_words(title: str, texts: Iterable[str]) -> list[str]:
    """Each word of the headline and of the other texts once, those of the headline in both forms; sorted."""
    headline = set(words_of(title))
    everything = headline.union(*map(words_of, texts))
    return sorted(everything | {HEADLINE + word for word in headline})


def index_stems(words: Iterable[str], language: str) -> list[str]:
    """The stems of an article's index words in its language, those of the headline in both forms; sorted."""
    if language not in stems.LANGUAGES:
        return []
    everywhere, headline = set[str](), set[str]()
    for word in words:
        if word.startswith(HEADLINE):
            headline.add(stems.stem(word[1:], language))
        else:
            everywhere.add(stems.stem(word, language))
    marked = [HEADLINE + STEM + language + one for one in headline if one]
    return sorted(marked + [STEM + language + one for one in everywhere if one])


def stems_of(word: str) -> list[str]:
    """What the index has of an article that holds any form of a folded word, by the languages it may be in."""
    return [f"{STEM}{language}{one}" for language, one in stems.stems(word).items()]
