"""The news that goes on after the written items have run out: sentence patterns with slots.

Time is cut into slots of EVERY since the Unix epoch and each slot carries one item, so an item's text, outlet
and id depend on its slot alone: a world that is started again tells the same news at the same time.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from string import Formatter

from monitor.demo.model import NewsItem, Phrasebook, Template

EVERY = timedelta(seconds=20)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def slot_at(moment: datetime) -> int:
    """The number of the slot that `moment` lies in."""
    return (moment - _EPOCH) // EVERY


def published(slot: int) -> datetime:
    """When the item of `slot` comes out: somewhere within it, so that the news does not tick like a clock."""
    return _EPOCH + slot * EVERY + timedelta(seconds=_scattered(slot, EVERY.seconds))


def outlet_of(phrasebook: Phrasebook, slot: int) -> str:
    """The slug of the outlet whose item `slot` is."""
    template, turn = _template(phrasebook, slot)
    return template.outlets[turn % len(template.outlets)]


def compose(phrasebook: Phrasebook, slot: int) -> NewsItem:
    """The item of `slot`."""
    template, turn = _template(phrasebook, slot)
    lists = phrasebook.slots[template.language]
    filled = _values(template, lists, turn)
    moment = published(slot)
    return NewsItem(
        outlet=outlet_of(phrasebook, slot),
        id=f"n{slot}",
        published=moment,
        updated=moment,
        title=_sentence(template.title, filled),
        summary=_sentence(template.summary, filled),
        content=(),
        author="",
        categories=template.categories,
        language=template.language,
    )


def title_count(phrasebook: Phrasebook, template: Template) -> int:
    """How many titles `template` can write before it says one again."""
    return math.prod(len(phrasebook.slots[template.language][slot]) for slot in _slots(template.title))


def _template(phrasebook: Phrasebook, slot: int) -> tuple[Template, int]:
    """The pattern that `slot` is written from, and how often it was used before."""
    turn, number = divmod(slot, len(phrasebook.templates))
    return phrasebook.templates[number], turn


def _values(template: Template, lists: Mapping[str, tuple[str, ...]], turn: int) -> dict[str, str]:
    """A value for each slot; over `title_count` turns in a row no two give the title the same ones."""
    in_title = list(_slots(template.title))
    rest = _scattered(turn, math.prod(len(lists[slot]) for slot in in_title))
    filled: dict[str, str] = {}
    for slot in in_title:
        rest, at = divmod(rest, len(lists[slot]))
        filled[slot] = lists[slot][at]
    for place, slot in enumerate(_slots(template.summary)):
        filled.setdefault(slot, lists[slot][(turn * (place + 1)) % len(lists[slot])])
    return filled


def _slots(pattern: str) -> Iterator[str]:
    """The names of a pattern's slots, each once."""
    yield from dict.fromkeys(name for _, name, _, _ in Formatter().parse(pattern) if name)


def _scattered(turn: int, size: int) -> int:
    """Walks through 0..size-1 in long leaps, each number once every `size` turns (golden-ratio stride)."""
    stride = next(step for step in count(int(size * 0.618) + 1) if math.gcd(step, size) == 1)
    return turn * stride % size


def _sentence(pattern: str, filled: dict[str, str]) -> str:
    text = pattern.format_map(filled)
    return text[0].upper() + text[1:]
