"""Which of several alike texts is the original: the outlet their marks name, else the earliest and most complete."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.stories.copies.credit import Credit

_AT_ONCE = timedelta(minutes=30)  # feeds are read that far apart: who was first can not be told by less
_MORE = 1.3  # times the length: the fuller of two that came at once is the original
_BY_TIME = 0.7  # how sure "it came first" is without a mark
_AT_A_GUESS = 0.5


@dataclass(frozen=True, slots=True)
class Carrier:
    """One of several articles with alike texts."""

    id: str
    outlet: str
    at: datetime
    length: int  # characters without a mirror's additions
    credit: Credit | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who had a text first. `id` is empty where we hold no article of that outlet."""

    outlet: str
    id: str
    sure: float
    why: str


def is_copy(one: Carrier, other: Carrier, likeness: float, threshold: float) -> bool:
    """Whether two texts are copies of one another: never those of one outlet, whose second text is an update."""
    return one.outlet.casefold() != other.outlet.casefold() and likeness >= threshold


def origin(carriers: Sequence[Carrier]) -> Origin:
    """The original of alike texts, at least one; how sure that is and why."""
    named = Counter[str]()
    best: dict[str, Credit] = {}
    for carrier in carriers:
        if carrier.credit:
            name = carrier.credit.outlet
            named[name] += 1
            if name not in best or carrier.credit.sure > best[name].sure:
                best[name] = carrier.credit
    if named:
        name = max(named, key=lambda n: (named[n], best[n].sure, n))
        held = [c for c in carriers if same_outlet(c.outlet, best[name])]
        first = min(held, key=lambda c: (c.at, c.id), default=None)
        times = f" ({named[name]} of {len(carriers)} say so)" if len(carriers) > 1 else ""
        return Origin(
            first.outlet if first else name,
            first.id if first else "",
            best[name].sure,
            best[name].why + times,
        )
    first = min(carriers, key=lambda c: (c.at, c.id))
    if len(carriers) == 1:
        return Origin(first.outlet, first.id, 1.0, "nobody else carries the text")
    together = [c for c in carriers if c.at - first.at <= _AT_ONCE]
    fullest = max(together, key=lambda c: (c.length, c.id == first.id))
    if fullest.length >= _MORE * first.length:
        return Origin(fullest.outlet, fullest.id, _AT_A_GUESS, "the most complete of those that came at once")
    sure = _BY_TIME if len(together) == 1 else _AT_A_GUESS
    return Origin(first.outlet, first.id, sure, "it came first, and no mark names a source")


def same_outlet(outlet: str, named: Credit) -> bool:
    """Whether a credit means this outlet, by its name or its host."""
    own = _letters(outlet)
    return bool(own) and own in {_letters(named.outlet), _letters(named.host)}


def _letters(name: str) -> str:
    bare = name.casefold().removeprefix("www.").removeprefix("the ")
    head, dot, tail = bare.rpartition(".")
    if dot and tail.isalpha() and " " not in bare:
        bare = head
    return "".join(character for character in bare if character.isalnum())
