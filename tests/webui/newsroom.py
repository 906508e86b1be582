"""A newsroom's desk in the middle of a morning: feeds in every state of health, and some eighty articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from monitor.articles.identity import digest
from monitor.model import (
    Article,
    Classified,
    Evidence,
    Example,
    Feed,
    Lease,
    Match,
    PollOutcome,
    Reason,
    Role,
    Topic,
)
from monitor.store import Store, open_store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.migrate import upgrade
from tests.webui.stories import STORIES, Story
from webui.people import passwords

PASSWORD = "correct horse battery staple"
NOW = datetime(2026, 11, 20, 6, 12, tzinfo=UTC)

FEEDS = (
    Feed(
        "https://norrlandpress.example/wire.xml", "Norrland Press", language="en", country="SE", kind="wire"
    ),
    Feed(
        "https://harbourgazette.example/rss",
        "The Harbour Gazette",
        language="en",
        country="GB",
        kind="newspaper",
    ),
    Feed(
        "https://calibrekeel.example/feed", "Calibre & Keel", language="en", country="GB", kind="trade press"
    ),
    Feed(
        "https://dnipro-visnyk.example/rss",
        "Дніпровський вісник",
        language="uk",
        country="UA",
        kind="newspaper",
    ),
    Feed("https://wehrkurier.example/feed", "Wehrkurier", language="de", country="DE", kind="trade press"),
    Feed(
        "https://lagazettedestoul.example/rss",
        "La Gazette des Toul",
        language="fr",
        country="FR",
        kind="newspaper",
    ),
    Feed(
        "https://przegladzbrojny.example/rss",
        "Przegląd Zbrojny",
        language="pl",
        country="PL",
        kind="trade press",
    ),
    Feed(
        "https://parapetweekly.example/atom",
        "Parapet Weekly",
        language="en",
        country="US",
        kind="trade press",
    ),
    Feed("https://ministry.vestmark.example/news.rdf", "Ministry of Defence of Vestmark", kind="ministry"),
    Feed("https://auditwatch.example/feed.xml", "Audit Watch Foundation", language="en", kind="NGO"),
)
GOOD, ILL, SILENT, PAUSED = 7, 7, 8, 9  # the first seven feeds bring the articles; then one feed of each kind

TOPICS = (
    Topic(
        "export-bans",
        "Export bans",
        "Bans and controls on the export of arms: refused, delayed or revoked licences, embargoes, and their easing.",
        {
            "restriction": {"en": ("ban*", "halt*", "suspend*"), "uk": ("заборон*", "призупин*")},
            "licence": {"en": ("licence*", "permit*"), "de": ("genehmigung*",), "uk": ("дозвол*",)},
        },
        (Example("Ministry suspends licences for night-vision sights", "No reason was given.", "en"),),
        (Example("Wheat exports stopped after drought", "", "en"),),
    ),
    Topic(
        "coproduction",
        "Coproduction",
        "Producing arms together, across a border: joint ventures, licensed production, a foreign firm's line.",
        {"joint": {"en": ("joint venture*", "licen*ed production"), "de": ("gemeinschaftsunternehmen*",)}},
        (Example("Two yards to build patrol boats under one licence", "", "en"),),
        (Example("Studios announce a co-production of a naval drama", "", "en"),),
    ),
    Topic(
        "procurement-scandals",
        "Procurement scandals",
        "Wrongdoing in buying for the military: bribes, inflated prices, phantom firms, and what follows from them.",
        {"wrongdoing": {"en": ("bribe*", "kickback*", "inflated"), "uk": ("хабар*", "завищен*")}},
        (Example("Prosecutors search the arms agency over inflated shell prices", "", "en"),),
        (Example("Frigate programme two years late", "", "en"),),
    ),
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    store: Store
    feeds: tuple[int, ...]  # ids, in the order of FEEDS
    articles: tuple[int, ...]  # ids, newest first


def fill(store: Store, now: datetime = NOW) -> Newsroom:
    """Put the newsroom into an empty store."""
    store.topics.put(TOPICS)
    ids = tuple(store.feeds.add(FEEDS, now - timedelta(days=30)))
    brought = list(_articles(now))
    leases = {lease.feed_id: lease for lease in store.feeds.claim([f.url for f in FEEDS], now)}
    for place, feed_id in enumerate(ids):
        mine = [classified for at, classified in brought if at == place]
        store.feeds.record(leases[feed_id], _outcome(leases[feed_id], place, mine, now))
    copy = replace(brought[0][1].article, entry_id="copy-1", first_seen=now - timedelta(minutes=3))
    again = store.feeds.claim([FEEDS[1].url], now)[0]
    store.feeds.record(again, PollOutcome(_good(again, now), elsewhere=(copy,)))
    store.feeds.set_paused(ids[PAUSED], True)
    return Newsroom(store, ids, _newest_first(store))


def furnish(path: Path) -> Newsroom:
    """Make a database file with the newsroom in it, and a user "<role> one" of each role."""
    store = open_store(f"sqlite:///{path}")
    upgrade(store.database)
    newsroom = fill(store)
    password_hash = passwords.hashed(PASSWORD)
    for role in Role:
        store.users.add(f"{role} one", password_hash, role, "Europe/Kyiv", NOW)
    store.close()
    return newsroom


def classified_of(story: Story, key: str, published: datetime | None, first_seen: datetime) -> Classified:
    article = Article(
        key=key,
        entry_id=key,
        url=f"https://outlet.example/{key}",
        title=story.title,
        summary=story.summary,
        content=story.content,
        author=story.author,
        language=story.language,
        published=published,
        first_seen=first_seen,
        content_hash=digest(story.title, story.summary, story.content),
    )
    return Classified(article, tuple(_matches(story, article)))


def _matches(story: Story, article: Article) -> Iterator[Match]:
    for topic, (score, *phrases) in story.topics.items():
        evidence = tuple(_evidence(article, phrase) for phrase in phrases)
        yield Match(topic, score, True, evidence, "v1")


def _evidence(article: Article, phrase: str) -> Evidence:
    for field in ("title", "summary", "content"):
        start = article.text(field).find(phrase)
        if start >= 0:
            return Evidence(field, start, start + len(phrase), phrase, f"speaks of it (“{phrase}”)")
    raise AssertionError(f"{phrase!r} does not stand in {article.title!r}")


def _articles(now: datetime) -> Iterator[tuple[int, Classified]]:
    """Articles with the places of their feeds: close together in the morning, thinner further back."""
    gaps = cycle((4, 7, 11, 3, 26, 18, 9, 41, 55, 13, 72))
    when = now - timedelta(minutes=2)
    for number, story in enumerate(STORIES):
        places = [at for at in range(GOOD) if FEEDS[at].language == story.language]
        place = places[number % len(places)]
        yield place, classified_of(story, f"item-{number}", when, when + timedelta(minutes=1))
        when -= timedelta(minutes=next(gaps) * (1 + number // 20))


def _outcome(lease: Lease, place: int, new: Sequence[Classified], now: datetime) -> PollOutcome:
    if place == ILL:
        polling = replace(
            lease.polling,
            next_poll_at=now + timedelta(hours=5),
            last_polled_at=now - timedelta(hours=1),
            last_good_at=now - timedelta(days=3, hours=2),
            failing_since=now - timedelta(days=3),
            failures=17,
            reason=Reason.NOT_A_FEED,
            detail="an HTML page titled <b>Parked</b>",
        )
        return PollOutcome(polling)
    if place == SILENT:
        quiet = replace(_good(lease, now), last_new_at=now - timedelta(days=23))
        return PollOutcome(quiet)
    return PollOutcome(_good(lease, now), tuple(new))


def _good(lease: Lease, now: datetime):
    return replace(
        lease.polling,
        next_poll_at=now + timedelta(minutes=21),
        last_polled_at=now - timedelta(minutes=9),
        last_good_at=now - timedelta(minutes=9),
        last_new_at=now - timedelta(minutes=9),
    )


def _newest_first(store: Store) -> tuple[int, ...]:
    return tuple(line.article_id for line in store.desk.page(DeskFilter(ALL), 500).lines)
