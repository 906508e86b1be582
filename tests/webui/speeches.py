"""Articles that quote people and name things of the beat, for the pages of names and quotes."""

from collections.abc import Iterator
from datetime import timedelta

from monitor.articles.identity import text_hash
from monitor.model import Article, Classified, Feed, PollOutcome, Rights
from monitor.pipeline.naming import read_now
from monitor.store import Store
from monitor.store.names.quotes import QuoteFilter
from tests.webui.newsroom import NOW

# Language, headline and text, one a feed.
_TEXTS = (
    (
        "en",
        "Yard and ministry settle on hulls",
        """The ministry and the yard have settled their quarrel over two hulls.
        “We sign on Monday, and the first hull is laid in spring,” said Oona Kestrelby, head of the Norland yard.
        Boris Pistorius told reporters in Kyiv: “The talks went on longer than any of us had planned.”
        Rheinmetall delivers the guns.""",
    ),
    (
        "de",
        "Werft und Ministerium einigen sich auf zwei Rümpfe",
        """Der Streit ist beigelegt. „Wir unterschreiben am Montag“, sagte Oona Kestrelby, Leiterin der Werft.
        Boris Pistorius dankte der Werft in Kiew. Rheinmetall liefert die Geschütze.""",
    ),
    (
        "uk",
        "Верф і міністерство домовилися про два корпуси",
        """Переговори у Києві завершено. «Контракт підпишемо в понеділок», — сказала Уна Кестрелбі,
        керівниця верфі. Rheinmetall постачає гармати.""",
    ),
    (
        "fr",
        "Deux coques pour le printemps",
        """« Nous signons lundi », a déclaré Oona Kestrelby, directrice du chantier.
        Rheinmetall livre les canons à Kiev.""",
    ),
    (
        "en",
        "Talks on spare parts begin",
        """The talks with Rustem Umierov begin in Kyiv on Tuesday. “The list of parts is long and nobody has
        counted it twice,” Tobin Marrasch, chief auditor of the fleet, said.""",
    ),
    (
        "en",
        "Auditor counts the spare parts",
        """“The list of parts is long and nobody has counted it twice,” said Tobin Marrasch, chief auditor of
        the fleet. Rustem Umierov met the buyers, and so did Oleksandr Sirskyj.""",
    ),
)
_FEEDS = (
    Feed("https://quayside.example/rss", "Quayside Review", language="en"),
    Feed("https://kaiblatt.example/rss", "Kaiblatt", language="de"),
    Feed("https://naberezhna.example/rss", "Набережна", language="uk"),
    Feed("https://lequai.example/rss", "Le Quai du Nord", language="fr"),
    Feed("https://parts.example/rss", "Spare Parts Daily", language="en", rights=Rights.FULL),
    Feed("https://strict.example/rss", "The Strict Ledger", language="en", rights=Rights.HEADLINE),
)


def told(store: Store) -> tuple[int, ...]:
    """Put these articles into a store, read for names; returns their ids in the order above."""
    store.feeds.add(_FEEDS, NOW)
    for feed, article in zip(_FEEDS, _articles(), strict=True):
        (lease,) = store.feeds.claim([feed.url], NOW)
        assert store.feeds.record(lease, PollOutcome(lease.polling, (Classified(article, ()),)))
    store.name_readings.go_by("test")
    while store.name_readings.waiting():
        read_now(store)
    lines = store.quotes.page(QuoteFilter(), 50).lines
    by_title = {line.title: line.article_id for line in lines}
    return tuple(by_title[title] for _, title, _ in _TEXTS)


def _articles() -> Iterator[Article]:
    for number, (language, title, lines) in enumerate(_TEXTS):
        text = " ".join(lines.split())
        at = NOW - timedelta(hours=number * 3, minutes=20)
        yield Article(
            key=f"told {number}",
            entry_id=f"told {number}",
            url=f"https://quayside.example/{number}",
            title=title,
            summary="",
            content=text,
            author="",
            language=language,
            published=at,
            first_seen=at,
            content_hash=text_hash(title, "", text),
        )
