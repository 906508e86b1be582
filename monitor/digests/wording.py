"""Turns of phrase that our letters share."""

from collections.abc import Iterable, Sequence

from monitor.model import Topic


def joined(names: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def topic_names(slugs: Iterable[str], topics: Iterable[Topic]) -> list[str]:
    """The names of these topics, in the desk's order; one that is gone is left out."""
    wanted = set(slugs)
    return [topic.name for topic in topics if topic.slug in wanted]


def hour_of_day(hour: int) -> str:
    return f"{hour:02d}:00"
