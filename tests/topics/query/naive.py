"""A second matcher, as slow and plain as can be: it tries every combination of words."""

import re
from fnmatch import fnmatchcase
from itertools import pairwise, product

from monitor.model import FIELDS
from monitor.topics.query.text import ArticleText
from monitor.topics.query.tree import And, Concept, In, Is, Link, Near, Node, Not, Or, Regex, Term
from monitor.topics.text.fold import fold
from monitor.topics.text.passages import sentences
from monitor.topics.text.stems import stem

Word = tuple[str, int, int, int]  # field, number, start, end
Run = tuple[Word, ...]  # words that stand one after the other


class Naive:
    """`matches`, and `spans`: all places that could be shown as evidence."""

    def __init__(self, text: ArticleText, concepts: dict[str, list[str]]) -> None:
        self.article = text.article
        self.origin = text.article.circumstances
        self.concepts = concepts
        self.words = [word for field in FIELDS for word in cut(field, self.article.text(field))]
        self.sentences = sentences(self.article)
        self.spans: set[tuple[str, int, int]] = set()

    def matches(self, node: Node, scope: str | None = None) -> bool:
        match node:
            case And(parts) | Or(parts):
                each = [self.matches(part, scope) for part in parts]
                return all(each) if isinstance(node, And) else any(each)
            case Not(inner):
                return not self.matches(inner, scope)
            case In(field, inner):
                return self.matches(inner, field)
            case Is(quality, value):
                return self._is(quality, " ".join(value.words))
        runs = self._runs(node, scope)
        self.spans |= {(run[0][0], run[0][2], run[-1][3]) for run in runs}
        return bool(runs)

    def _runs(self, node: Node, scope: str | None) -> set[Run]:
        match node:
            case Or(parts):
                return {run for part in parts for run in self._runs(part, scope)}
            case In(field, inner):
                return self._runs(inner, field)
            case Near(first, links):
                steps = [self._runs(step, scope) for step in (first, *(link.to for link in links))]
                whole = [
                    combination
                    for combination in product(*steps)
                    if all(map(self._close, links, pairwise(combination)))
                ]
                return {run for combination in whole for run in combination}
        everywhere = {run for n in range(1, 6) for run in self._stretches(n) if self._fits(node, run)}
        return {run for run in everywhere if scope is None or self._inside(run, scope)}

    def _stretches(self, length: int) -> list[Run]:
        found = [tuple(self.words[i : i + length]) for i in range(len(self.words) - length + 1)]
        return [run for run in found if run[0][0] == run[-1][0]]

    def _fits(self, node: Node, run: Run) -> bool:
        forms = [self._text(word) for word in run]
        match node:
            case Term((word,), forms=True):
                one, language = fold(forms[0]), self.article.language
                return len(run) == 1 and (one == word or stem(one, language) == stem(word, language) != "")
            case Term(words, exact):
                wanted = zip(words, forms, strict=False)
                fits = all(fnmatchcase(form if exact else fold(form), word) for word, form in wanted)
                return fits and len(words) == len(run)
            case Concept(name):
                return len(run) == 1 and any(
                    fnmatchcase(fold(forms[0]), term) for term in self.concepts[name]
                )
            case Regex(pattern, exact):
                whole = self.article.text(run[0][0])[run[0][2] : run[-1][3]]
                return len(run) == 1 and bool(re.fullmatch(pattern, whole, 0 if exact else re.IGNORECASE))
        raise AssertionError(node)

    def _close(self, link: Link, pair: tuple[Run, Run]) -> bool:
        one, other = pair
        if one[0][0] != other[0][0]:
            return False
        ahead, behind = other[0][1] - one[-1][1], one[0][1] - other[-1][1]
        if link.kind == "SAME":
            return (ahead > 0 or behind > 0) and self._sentence(one) == self._sentence(other)
        return 1 <= ahead <= link.words or (link.kind == "NEAR" and 1 <= behind <= link.words)

    def _sentence(self, run: Run) -> int:
        field, _, start, _ = run[0]
        before = [i for i, one in enumerate(self.sentences) if one.field == field and one.start <= start]
        return before[-1]

    def _inside(self, run: Run, scope: str) -> bool:
        field = run[0][0]
        if scope == "title":
            return field == "title"
        if scope == "body":
            return field != "title"
        lead = "summary" if self.article.summary.strip() else "content"
        first = [one for one in self.sentences if one.field == lead][:2]
        return field == lead and run[-1][3] <= first[-1].start + len(first[-1].text)

    def _is(self, quality: str, value: str) -> bool:
        if quality in ("lang", "country"):
            return value == (self.origin.language if quality == "lang" else self.origin.country.lower())
        name = self.origin.outlet if quality == "outlet" else self.origin.kind
        return f" {value} " in f" {' '.join(re.findall('[a-z]+', fold(name)))} "

    def _text(self, word: Word) -> str:
        return self.article.text(word[0])[word[2] : word[3]]


def cut(field: str, text: str) -> list[Word]:
    """The words of a text, letter by letter."""
    found: list[Word] = []
    start = None
    for at, letter in enumerate(fold(text) + " "):
        if letter.isalnum():
            start = at if start is None else start
        elif start is not None:
            found.append((field, len(found), start, at))
            start = None
    return found
