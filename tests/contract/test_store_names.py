"""Names, spellings and quotations are kept once, and read anew where they may have changed."""

from collections.abc import Iterable
from datetime import timedelta

from monitor.model import Article, Classified, PollOutcome, SpellingState
from monitor.pipeline import name_reading
from monitor.pipeline.naming import read_now
from monitor.store import Store
from monitor.store.names.quotes import QuoteFilter
from monitor.store.names.readings import Unread
from monitor.stories.names.gazetteer import Entry, NameKind
from tests.samples import NOW, article, feed, outcome

SAID = "“We sign on Monday,” Pistorius said in Kyiv."
TRADE = "Rheinmetall is late. “The line is slow,” said Oona Kestrelby, head of the yard."


def stored(store: Store, *brought: Article) -> None:
    """Poll a new feed that brings these articles."""
    number = len(store.feeds.all()) + 1
    store.feeds.add([feed(number)], NOW)
    (lease,) = store.feeds.claim_due(NOW, 1)
    assert store.feeds.record(lease, outcome(lease, *brought))


def mentioned(store: Store) -> dict[str, int]:
    return dict(store.names.most_mentioned(NOW - timedelta(days=30)))


def said(store: Store, wanted: QuoteFilter | None = None) -> list[str]:
    return [line.quotation.words for line in store.quotes.page(wanted or QuoteFilter(), 50).lines]


def unread(store: Store) -> Iterable[int]:
    return [one.article_id for one in store.name_readings.unread(50)]


def test_each_article_is_read_once(store: Store) -> None:
    stored(store, article(1, summary=SAID), article(2, summary=TRADE))
    assert store.name_readings.waiting() == 2
    read_now(store)
    assert store.name_readings.waiting() == 0
    assert mentioned(store) == {"boris-pistorius": 1, "kyiv": 1, "rheinmetall": 1}
    assert said(store) == ["We sign on Monday", "The line is slow"]


def test_an_edited_article_is_read_anew(store: Store) -> None:
    stored(store, article(1, summary=SAID))
    read_now(store)
    (lease,) = store.feeds.claim_due(NOW + timedelta(hours=1), 1)
    edited = Classified(article(1, summary=TRADE, first_seen=NOW + timedelta(hours=1)), ())
    assert store.feeds.record(lease, PollOutcome(lease.polling, changed=(edited,)))
    assert store.name_readings.waiting() == 1
    read_now(store)
    assert mentioned(store) == {"rheinmetall": 1}
    assert said(store) == ["The line is slow"]


def test_what_was_read_of_a_text_that_was_asked_for_again_meanwhile_is_left_out(store: Store) -> None:
    stored(store, article(1, summary=SAID))
    first = store.name_readings.unread(50)
    named = name_reading.read(store.names.additions(), list(first.values()))
    store.spellings.add("Licences", "kyiv", "Anna", NOW)  # stands in the headline
    assert store.name_readings.put(dict(zip(first, named, strict=True))) == 0
    assert said(store) == []
    assert store.name_readings.waiting() == 1


def test_what_was_read_twice_is_kept_once(store: Store) -> None:
    stored(store, article(1, summary=SAID))
    found = store.name_readings.unread(50)
    named = dict(zip(found, name_reading.read(store.names.additions(), list(found.values())), strict=True))
    assert store.name_readings.put(named) == 1
    assert store.name_readings.put(named) == 0
    assert said(store) == ["We sign on Monday"]


def test_a_new_version_of_the_reader_reads_everything_anew_and_only_once(store: Store) -> None:
    stored(store, article(1, summary=SAID))
    read_now(store)
    assert store.name_readings.go_by("one")
    assert store.name_readings.waiting() == 1
    read_now(store)
    assert not store.name_readings.go_by("one")
    assert store.name_readings.waiting() == 0
    assert store.name_readings.go_by("two")


def test_the_latest_articles_are_read_first(store: Store) -> None:
    stored(store, article(1), article(2), article(3))
    assert list(unread(store)) == sorted(unread(store), reverse=True)
    assert len(store.name_readings.unread(2)) == 2


def test_a_deleted_article_takes_its_names_with_it(store: Store) -> None:
    stored(store, article(1, summary=SAID))
    read_now(store)
    (row,) = store.feeds.all()
    store.feeds.delete(row.id)
    assert (mentioned(store), said(store), store.name_readings.waiting()) == ({}, [], 0)


def test_a_reading_of_an_article_that_is_gone_is_left_out(store: Store) -> None:
    stored(store, article(1, summary=SAID))
    found = store.name_readings.unread(50)
    named = dict(zip(found, name_reading.read(store.names.additions(), list(found.values())), strict=True))
    (row,) = store.feeds.all()
    store.feeds.delete(row.id)
    assert store.name_readings.put(named) == 0
    assert store.name_readings.put({Unread(77, 0): next(iter(named.values()))}) == 0


def test_a_new_spelling_is_suggested_with_the_articles_that_have_it(store: Store) -> None:
    umierov = "The talks with Rustem Umierov begin on Monday."
    stored(store, article(1, summary=umierov), article(2, summary=f"Again: {umierov}"), article(3))
    read_now(store)
    (found,) = store.spellings.suggested(10)
    assert (found.spelling.written, found.spelling.name) == ("Rustem Umierov", "rustem-umerov")
    assert found.articles == 2
    assert found.spelling.state is SpellingState.SUGGESTED
    assert mentioned(store) == {}


def test_a_confirmed_spelling_counts_for_past_articles_too(store: Store) -> None:
    stored(store, article(1, summary="“We sign on Monday,” said Rustem Umierov."), article(2))
    read_now(store)
    (found,) = store.spellings.suggested(10)
    decided = store.spellings.decide(found.spelling.number, SpellingState.CONFIRMED, "Anna", NOW)
    assert decided is not None
    assert (decided.decided_by, decided.decided_at) == ("Anna", NOW)
    assert store.names.additions().spellings == (("rustem-umerov", "Rustem Umierov"),)
    assert store.name_readings.waiting() == 1  # the other article does not have it
    read_now(store)
    assert mentioned(store) == {"rustem-umerov": 1}
    (line,) = store.quotes.page(QuoteFilter(name="rustem-umerov"), 10).lines
    assert line.quotation.words == "We sign on Monday"
    assert store.spellings.suggested(10) == []


def test_a_confirmation_can_be_taken_back(store: Store) -> None:
    stored(store, article(1, summary="The talks with Rustem Umierov begin on Monday."))
    read_now(store)
    (found,) = store.spellings.suggested(10)
    for state in (SpellingState.CONFIRMED, SpellingState.REFUSED):
        store.spellings.decide(found.spelling.number, state, "Anna", NOW)
        read_now(store)
    assert mentioned(store) == {}
    assert store.spellings.suggested(10) == []
    (spelling,) = store.spellings.of("rustem-umerov")
    assert spelling.state is SpellingState.REFUSED


def test_a_refused_spelling_is_not_suggested_again(store: Store) -> None:
    text = "The talks with Rustem Umierov begin on Monday."
    stored(store, article(1, summary=text))
    read_now(store)
    (found,) = store.spellings.suggested(10)
    store.spellings.decide(found.spelling.number, SpellingState.REFUSED, "Anna", NOW)
    assert store.name_readings.waiting() == 0
    stored(store, article(2, summary=text))
    read_now(store)
    assert store.spellings.suggested(10) == []


def test_a_spelling_that_is_not_there_cannot_be_decided(store: Store) -> None:
    assert store.spellings.decide(77, SpellingState.CONFIRMED, "Anna", NOW) is None
    assert store.spellings.get(77) is None
    assert store.spellings.written("Nobody") is None


def test_a_name_of_the_desk_is_found_in_past_articles(store: Store) -> None:
    stored(store, article(1, summary=TRADE))
    read_now(store)
    entry = Entry("oona-kestrelby", "Oona Kestrelby", NameKind.PERSON, "head of a yard", ("no",), ())
    assert store.names.add(entry, "Anna", NOW)
    assert not store.names.add(entry, "Boris", NOW)
    read_now(store)
    assert mentioned(store) == {"oona-kestrelby": 1, "rheinmetall": 1}
    (line,) = store.quotes.page(QuoteFilter(name="oona-kestrelby"), 10).lines
    assert (line.quotation.speaker, line.quotation.role) == ("Oona Kestrelby", "head of the yard")


def test_a_spelling_that_a_person_gives_counts_whatever_was_decided_before(store: Store) -> None:
    store.spellings.add("Umierov", "rustem-umerov", "Anna", NOW)
    number = store.spellings.add("UMIEROV", "kyiv", "Boris", NOW).number
    assert store.names.additions().spellings == (("kyiv", "UMIEROV"),)
    assert store.spellings.written("umierov") == store.spellings.get(number)


def test_names_of_a_time_are_told_by_number_of_articles(store: Store) -> None:
    old = NOW - timedelta(days=9)
    stored(
        store,
        article(1, summary="Kyiv and Rheinmetall agree.", published=old),
        article(2, summary="In Kyiv."),
        article(3, summary="Kyiv, with Pistorius."),
    )
    read_now(store)
    assert store.names.most_mentioned(NOW - timedelta(days=1)) == {"kyiv": 2, "boris-pistorius": 1}
    tally = store.names.tally("kyiv")
    assert tally is not None
    assert (tally.articles, tally.first_at, tally.last_at) == (3, old, NOW - timedelta(minutes=2))
    assert store.names.tally("nobody") is None


def test_names_that_stand_together_are_told(store: Store) -> None:
    stored(
        store,
        article(1, summary="Kyiv, Rheinmetall and Pistorius."),
        article(2, summary="Kyiv and Rheinmetall."),
        article(3, summary="Rheinmetall."),
    )
    read_now(store)
    since = NOW - timedelta(days=1)
    assert store.names.together("kyiv", since, 10) == [("rheinmetall", 2), ("boris-pistorius", 1)]
    assert store.names.together("kyiv", since, 1) == [("rheinmetall", 2)]
    assert store.names.together("kyiv", NOW, 10) == []


def test_the_articles_of_a_name_are_paged_without_gaps(store: Store) -> None:
    stored(store, *(article(number, summary="In Kyiv.", published=NOW) for number in range(1, 6)))
    read_now(store)
    seen, place = [], None
    while True:
        page = store.names.articles("kyiv", 2, place)
        seen += [line.article_id for line in page.lines]
        place = page.older
        if place is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5
    assert store.names.of(seen) == dict.fromkeys(seen, ("kyiv",))


def test_quotations_are_searched_by_speaker_words_outlet_language_and_time(store: Store) -> None:
    stored(store, article(1, summary=SAID))
    stored(store, article(2, summary=TRADE, language="de", published=NOW - timedelta(days=3)))
    read_now(store)
    monday, slow = ["We sign on Monday"], ["The line is slow"]
    assert said(store, QuoteFilter(speaker="KESTREL")) == slow
    assert said(store, QuoteFilter(name="boris-pistorius")) == monday
    assert said(store, QuoteFilter(name="boris-pistorius", speaker="kestrelby")) == [*monday, *slow]
    assert said(store, QuoteFilter(words="MONDAY sign")) == monday
    assert said(store, QuoteFilter(words="monday slow")) == []
    assert said(store, QuoteFilter(feed_id=store.feeds.all()[1].id)) == slow
    assert said(store, QuoteFilter(language="de")) == slow
    assert said(store, QuoteFilter(since=NOW - timedelta(days=1))) == monday
    assert said(store, QuoteFilter(until=NOW - timedelta(days=1))) == slow
    assert said(store, QuoteFilter(words="100% _")) == []


def test_quotations_are_paged_without_gaps(store: Store) -> None:
    texts = (f"“We sign paper {number} on Monday,” said Pistorius." for number in range(1, 6))
    stored(store, *(article(n, summary=text, published=NOW) for n, text in enumerate(texts, 1)))
    read_now(store)
    first = store.quotes.page(QuoteFilter(), 3)
    rest = store.quotes.page(QuoteFilter(), 3, first.older)
    assert len({line.number for line in (*first.lines, *rest.lines)}) == 5
    assert rest.older is None


def test_the_quotations_of_an_article_lie_where_its_text_has_them(store: Store) -> None:
    stored(store, article(1, summary=f"{SAID} {TRADE}"))
    read_now(store)
    number = store.names.articles("kyiv", 1).lines[0].article_id
    held = store.desk.article(number)
    assert held is not None
    lines = store.quotes.of_articles([number])
    assert len(lines) == 2
    for line in lines:
        span = line.evidence
        assert held.text(span.field)[span.start : span.end] == span.text
