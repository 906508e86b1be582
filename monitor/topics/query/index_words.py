"""The words of an article as the search index holds them: cut and folded as queries cut and fold theirs."""

import re
from collections.abc import Iterable

from monitor.topics.text.fold import fold

HEADLINE = "^"  # stands before a word of the headline, which is indexed a second time so

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in its order."""
    return _WORD.findall(fold(text))


def index_words(title: str, texts: Iterable[str]) -> list[str]:
    """Each word of the headline and of the other texts once, those of the headline in both forms; sorted."""
    headline = set(words_of(title))
    everything = headline.union(*map(words_of, texts))
    return sorted(everything | {HEADLINE + word for word in headline})
