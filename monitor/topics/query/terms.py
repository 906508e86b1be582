"""Words as a query writes them: cut at the same places as an article's, folded in the same way."""

import re
import unicodedata
from dataclasses import replace

from monitor.topics.query.tree import Term
from monitor.topics.text.fold import fold
from monitor.topics.text.letters import OF_WORDS
from monitor.topics.text.stems import has_forms

LONGEST = 100  # letters of a word

# A question mark stands for a letter only within a word: elsewhere it ends a question.
_WORD = re.compile(rf"(?:[{OF_WORDS}*]|(?<=[{OF_WORDS}])\?(?=[{OF_WORDS}]))+")
_LETTERS = re.compile(rf"[{OF_WORDS}]{{2}}")
_WILD = re.compile(r"[*?]")


def term(written: str, exact: bool) -> Term:
    """The words in a piece of text; none where it holds no letter or figure."""
    composed = unicodedata.normalize("NFC", written)
    folded = fold(composed)
    spelling = composed if exact else folded
    return Term(tuple(spelling[m.start() : m.end()] for m in _WORD.finditer(folded)), exact)


def in_any_form(found: Term) -> Term:
    """The same word in any of its forms; a term as it is where that has none."""
    return replace(found, forms=not found.exact and len(found.words) == 1 and has_forms(found.words[0]))


def is_wild(word: str) -> bool:
    return _WILD.search(word) is not None


def fault(found: Term) -> tuple[str, str] | None:
    """What is wrong with a term and what to write instead; None if it can be looked for."""
    if not found.words:
        return "there is no letter and no figure in it", "write a word"
    for word in found.words:
        if len(word) > LONGEST:
            return f"a word has {len(word)} letters", f"write {LONGEST} at most"
        if _WILD.search(word) and not _LETTERS.search(word):
            return f"{word!r} says too little", "write at least two letters in a row beside * and ?"
    return None
