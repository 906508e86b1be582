"""Stories in the tests' newsroom: reports of one event with copies, another chapter of its affair, and a bystander."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, update

from monitor.model import PollOutcome
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import report_keys, reports, stories, texts
from monitor.stories.grouping.features import pack
from monitor.stories.grouping.keys import keys
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Report
from monitor.stories.grouping.shelf import PLACES
from monitor.stories.grouping.weighing import weigh
from tests.webui.newsroom import FEEDS, NOW, Newsroom, classified_of
from tests.webui.stories import EXPORT, Story

NORRLAND, GAZETTE, KEEL, VISNYK, KURIER, TOUL = 0, 1, 2, 3, 4, 5  # places in FEEDS


@dataclass(frozen=True, slots=True)
class Brought:
    """A report to put into a story."""

    feed: int  # its place in FEEDS
    hours: float  # before NOW
    title: str
    summary: str
    text: int  # reports of one number carry one text
    told: Sequence[tuple[str, str]] = ()  # kind, text
    topics: Mapping[str, tuple[float | str, ...]] = field(default_factory=dict)
    credit: tuple[str, float, str] = ("", 1.0, "nobody else carries the text")  # outlet: where it is not held


FIRST = "it came first, and no mark names a source"
ENGINES = (
    Brought(
        GAZETTE, 26, "Vestmark freezes exports of drone engines",
        "The economics ministry has suspended all export licences for aero engines worth 140 million crowns.",
        1, [("sum", "140 million crowns"), ("place", "Vestmark"), ("name", "Brevik Motor"), ("date", "Thursday")],
        {EXPORT: (0.96, "suspended all export licences")}, ("", 0.7, FIRST),
    ),
    Brought(KEEL, 25.5, "Vestmark freezes exports of drone engines", "The same words.", 1),
    Brought(NORRLAND, 25, "Vestmark freezes exports of drone engines", "The same words.", 1),
    Brought(
        VISNYK, 22, "Вестмарк зупинив експорт двигунів для дронів",
        "Міністерство призупинило всі ліцензії; чотири країни чекають на 90 двигунів.",
        2, [("number", "90 двигунів"), ("quote", "Ми нічого не порушили")],
        {EXPORT: (0.91, "призупинило всі ліцензії")},
    ),
    Brought(
        KURIER, 4, "Vestmark stoppt Ausfuhr von Drohnenmotoren",
        "Die Behörde prüft, ob Zeichnungen in ein drittes Land gelangt sind, sagte Solveig Brandt-Aune.",
        3, [("name", "Solveig Brandt-Aune")], {},
        ("Nordwire", 0.9, "the dateline names an agency"),
    ),
    Brought(
        KEEL, 2, "Engine ban costs Brevik Motor three orders",
        "Buyers in Lorrania walked away from contracts worth 31 million euros after the licences were halted.",
        4, [("sum", "31 million euros"), ("place", "Lorrania")],
        {EXPORT: (0.84, "licences were halted")},
    ),
)  # fmt: skip
CHAPTER = (
    Brought(
        GAZETTE, 190, "Brevik Motor opens engine line abroad",
        "The firm and its partner opened the line on Monday.", 5, [("name", "Brevik Motor")],
        {EXPORT: (0.5, "opened the line")},
    ),
)  # fmt: skip
BYSTANDER = (
    Brought(
        TOUL, 20, "Vestmark arrête les exportations de moteurs",
        "Le ministère a bloqué toutes les licences.", 6, [("place", "Vestmark")],
        {EXPORT: (0.9, "bloqué toutes les licences")},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Joined:
    """The ids of stories, and of the articles of the first in the order of ENGINES."""

    engines: int
    chapter: int
    bystander: int
    articles: tuple[int, ...]


def joined(newsroom: Newsroom) -> Joined:
    """Put three stories into the newsroom's store."""
    store = newsroom.store
    brought = [[(_stored(newsroom, one), one) for one in found] for found in (ENGINES, CHAPTER, BYSTANDER)]
    with store.database.writing() as connection:
        made = [_join(connection, found) for found in brought]
        _resemble(connection, [brought[0][0][0], brought[1][0][0]])
    return Joined(made[0], made[1], made[2], tuple(number for number, _ in brought[0]))


def _resemble(connection: Connection, article_ids: Sequence[int]) -> None:
    """Have articles told in the same words: their stories are chapters to one another."""
    words, none = frozenset({"brevik", "motor", "engin"}), frozenset[str]()
    for article_id in article_ids:
        report = Report(str(article_id), "", "en", NOW, words, words, none, none, none, none, none)
        weighed = weigh(report, Rarity())
        mine = update(reports).where(reports.c.article_id == article_id)
        connection.execute(mine.values(features=pack(weighed, ())))
        found = [
            {"key": key, "place": article_id % PLACES, "article_id": article_id} for key in keys(weighed)
        ]
        connection.execute(insert(report_keys), found)


def arrive(newsroom: Newsroom, story_id: int, now: datetime) -> int:
    """One more report comes to a story; returns its article."""
    late = Brought(GAZETTE, 0.1, "Vestmark to explain its engine ban", "A hearing is set.", 9)
    article_id = _stored(newsroom, late)
    with newsroom.store.database.writing() as connection:
        _place(connection, story_id, [(article_id, late)], now)
        story_rows.recount(connection, [story_id], now)
    return article_id


def article_in(store: Store, feed_id: int, title: str) -> int:
    lines = store.desk.page(DeskFilter(ALL, feed_id=feed_id), 100).lines
    return next(line.article_id for line in lines if line.title == title)


def _stored(newsroom: Newsroom, one: Brought) -> int:
    feed, feed_id = FEEDS[one.feed], newsroom.feeds[one.feed]
    told = Story(feed.language, one.title, one.summary, one.topics)
    when = NOW - timedelta(hours=one.hours)
    made = classified_of(told, f"joined-{feed_id}-{one.hours}", when, when)
    (lease,) = newsroom.store.feeds.claim([feed.url], NOW)
    newsroom.store.feeds.record(lease, PollOutcome(lease.polling, (made,)))
    return article_in(newsroom.store, feed_id, one.title)


def _join(connection: Connection, brought: Sequence[tuple[int, Brought]]) -> int:
    row = {"first_at": NOW, "last_at": NOW, "updated_at": NOW}
    story_id: int = connection.execute(insert(stories).values(row).returning(stories.c.id)).scalar_one()
    _place(connection, story_id, brought, NOW - timedelta(minutes=30))
    story_rows.recount(connection, [story_id], NOW)
    return story_id


def _place(
    connection: Connection, story_id: int, brought: Sequence[tuple[int, Brought]], now: datetime
) -> None:
    text_ids: dict[int, int] = {}
    for article_id, one in brought:
        if one.text not in text_ids:
            outlet, sure, why = one.credit
            source = {"outlet": outlet or FEEDS[one.feed].name, "article_id": None if outlet else article_id}
            statement = insert(texts).values(**source, sure=sure, why=why).returning(texts.c.id)
            text_ids[one.text] = connection.execute(statement).scalar_one()
        row = {
            "article_id": article_id,
            "story_id": story_id,
            "text_id": text_ids[one.text],
            "at": NOW - timedelta(hours=one.hours),
            "grouped_at": now,
            "why": "the same words: vestmark",
            "read_by": "1",
            "length": len(one.summary),
            "told": [[kind, text.casefold(), text] for kind, text in one.told],
        }
        connection.execute(insert(reports).values(row))
