"""Groups a list of items as if they arrived one after another: what `wiredesk stories` prints."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from monitor.model import Article
from monitor.stories.copies.finding import Copies
from monitor.stories.grouping.assign import Decision, Join
from monitor.stories.grouping.crowd import quiet
from monitor.stories.grouping.likeness import Likeness
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Reader
from monitor.stories.grouping.weighing import weigh
from monitor.stories.grouping.window import Window


def grouped(
    articles: Iterable[Article],
    reader: Reader,
    likeness: Likeness,
    rarity: Rarity,
    told: Callable[[], object] = lambda: None,
) -> Iterator[dict[str, Any]]:
    """One answer an article, in the order given: {"id", "story", "original", "why"}, ready for JSON.

    They are taken in order of their dates, and how crowded the days are is known beforehand. `original` is the id of
    the article whose text it is, else the name of the outlet that the text credits, empty where it is its own. Stories
    are called after their first report. `told` hears of each that is grouped: the answers come when all are.
    """
    known = [replace(article, first_seen=article.published or article.first_seen) for article in articles]
    window, copies = Window(likeness, rarity), Copies()
    in_time = sorted(known, key=lambda article: article.dated_at)
    dates = [article.dated_at for article in in_time]
    window.expect(dates)
    decisions: dict[str, Decision] = {}
    for article in in_time:
        report = reader.read(article, meant=quiet(dates, article.dated_at))
        rarity.learn(report)
        twin = copies.add(article)
        with_story = window.story_of(twin) if twin else ""
        decisions[article.key] = window.place(report, weigh(report, rarity), with_story)
        told()
    entry = {article.key: article.entry_id for article in known}
    for article in known:
        source = copies.origin_of(article.key)
        own = source.id == article.key
        yield {
            "id": article.entry_id,
            "story": entry[window.story_of(article.key)],
            "original": "" if own else entry.get(source.id, source.outlet),
            "why": _why(decisions[article.key], "" if own else source.why),
        }


def _why(decision: Decision, credit: str) -> str:
    said = (
        "; ".join(decision.reasons) if isinstance(decision, Join) else "nothing earlier tells of this event"
    )
    return f"{said}; {credit}" if credit else said
