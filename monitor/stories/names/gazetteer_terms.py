"""Which spellings a gazetteer may hold: those that mean one name and nothing else."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from monitor.stories.names.gazetteer import Entry
from monitor.topics.text.concepts import Matcher, term_problem
from monitor.topics.text.fold import fold

_SHORTEST = 4  # letters of a spelling of one word
_WORD = re.compile(r"[^\W\d_]+")
# Names that are everyday words besides, in some language of the desk: alone they say nothing.
_EVERYDAY_WORDS = """
    ajax amca anand apache archer arrow atlas blinken borsuk boxer breton brown caesar cavoli challenger commit damen
    duda eagle edge essi fire gallant gepard graham kaan krab krim lancet leopard lynx marder mark meteor modis murphy
    orka padrino patria patriot piorun price puma reaper renk rogers sanders sapo sentinel smith spike stark stinger
    storm strike taurus tempest tiger tuinman tusk typhoon warren
    арчер богдана буря герань гепард грім дуда краб купол леопард павел рись стріла тигр цезар щит
"""
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())


def name_term_problem(written: str) -> str:
    """Why a spelling can not stand in a gazetteer; empty if it can."""
    if problem := term_problem(written):
        return problem
    if not _one_script(written):
        return "mixes Latin and other letters in a word"
    folded = " ".join(fold(written).split())
    lone = folded.strip("*")
    if any(sign in " &" or sign.isdigit() for sign in folded):
        return ""
    if len("".join(_WORD.findall(lone))) < _SHORTEST:
        return f"is ambiguous: alone, a word has at least {_SHORTEST} letters"
    if lone in _EVERYDAY:
        return "is ambiguous: it is an everyday word besides"
    return ""


def ambiguous_terms(entries: Mapping[str, Entry]) -> Iterator[tuple[str, int, str]]:
    """Every spelling that two entries claim, or that stands twice in one: key, number among the aliases (-1 for the
    name) and what is wrong."""
    matcher = Matcher({entry.key: entry.terms for entry in entries.values()})
    for entry in entries.values():
        seen: set[str] = set()
        for number, term in enumerate(entry.terms, -1):
            folded = " ".join(fold(term).split())
            if folded in seen:
                yield entry.key, number, f"{term!r} stands here already"
            seen.add(folded)
            probe = folded.replace("*", "")
            for hit in matcher.hits(probe):
                if hit.concept != entry.key and hit.start == 0 and hit.end == len(probe):
                    yield entry.key, number, f"{term!r} is ambiguous: it is a spelling of {hit.concept} too"


def _one_script(written: str) -> bool:
    return all(
        len({unicodedata.name(sign, "?").split()[0] for sign in word}) == 1 for word in _WORD.findall(written)
    )
