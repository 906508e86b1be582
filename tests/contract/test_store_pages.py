"""What every database must keep of pages that are read for their full text."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.model import (
    Article,
    Classified,
    Evidence,
    PageOutcome,
    PageState,
    Reason,
    WantedPage,
)
from monitor.store import Store
from monitor.store.articles.article_page import ArticlePage
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.polling.pages import LEASE
from monitor.store.tables import articles
from tests.contract.test_store_concepts import expressing
from tests.samples import NOW, article, feed, match, outcome

TEXT = "The whole story, with the consortium and all that the page has to say of it. " * 5
IN_TEXT = match("coproduction", evidence=(Evidence("content", 16, 26, "consortium", "firms together"),))


def brought(store: Store, *new: Article, number: int = 1, **changes: object) -> int:
    """A feed whose pages are to be read, and the poll that brought these articles."""
    (feed_id,) = store.feeds.add([feed(number, **{"full_text": True, **changes})], NOW)
    (lease,) = store.feeds.claim([feed(number).url], NOW)
    assert store.feeds.record(lease, outcome(lease, *new))
    return feed_id


def edited(store: Store, *changed: Classified, number: int = 1) -> None:
    (lease,) = store.feeds.claim([feed(number).url], NOW)
    assert store.feeds.record(lease, outcome(lease, changed=changed))


def read(store: Store, page: WantedPage, text: str = TEXT) -> bool:
    judged = Classified(replace(page.article, content=text), (IN_TEXT,), "v1")
    return store.pages.record(page, PageOutcome(PageState.READ, page.tries, NOW, judged=judged))


def due(store: Store, limit: int = 10, after: timedelta = timedelta(0)) -> list[WantedPage]:
    return store.pages.claim_due(NOW + after, limit)


def shown(store: Store) -> ArticlePage:
    (line,) = store.desk.page(DeskFilter(ALL), 5).lines
    found = store.desk.article(line.article_id)
    assert found is not None
    return found


def test_new_articles_of_a_feed_that_wants_full_text_are_wanted_at_once(store: Store) -> None:
    brought(store, article(1))
    (page,) = due(store)
    assert (page.article.title, page.article.url) == (article(1).title, article(1).url)
    assert page.feed_length == len(article(1).summary)
    assert page.tries == 0


def test_pages_of_other_feeds_and_of_articles_without_an_address_are_not_wanted(store: Store) -> None:
    brought(store, article(1), full_text=False)
    brought(store, article(2, url=""), number=2)
    assert due(store) == []


def test_an_article_that_another_feed_brought_first_is_not_that_feeds_to_read(store: Store) -> None:
    brought(store, article(1), full_text=False)
    store.feeds.add([feed(2, full_text=True)], NOW)
    (lease,) = store.feeds.claim([feed(2).url], NOW)
    store.feeds.record(lease, outcome(lease, elsewhere=(article(1),)))
    assert due(store) == []


def test_one_page_a_feed_is_claimed_at_a_time_and_none_twice(store: Store) -> None:
    one = brought(store, article(1), article(2))
    brought(store, article(3), number=2)
    assert sorted(page.article.title for page in due(store)) == [article(1).title, article(3).title]
    assert [page.article.title for page in due(store)] == [article(2).title]
    assert due(store) == []
    free = store.pages.claim_due(NOW + LEASE, 10, [one])
    assert [page.article.title for page in free] == [article(3).title]


@pytest.mark.parametrize("change", [{"paused": True}, {"full_text": False}])
def test_what_an_admin_switched_off_is_not_read_any_more(store: Store, change: dict[str, bool]) -> None:
    feed_id = brought(store, article(1))
    store.feeds.change(feed_id, feed(1, **{"full_text": True, **change}))
    assert due(store) == []
    store.feeds.change(feed_id, feed(1, full_text=True))
    assert len(due(store)) == 1


def test_the_text_of_the_page_is_stored_searched_and_judged(store: Store) -> None:
    store.concepts.go_by([["consorti*"]])
    brought(store, article(1))
    (page,) = due(store)
    assert expressing(store, ["consorti*"]) == []
    assert read(store, page)
    found = shown(store)
    assert (found.content, found.page_state) == (TEXT, PageState.READ)
    assert found.matches == (IN_TEXT,)
    assert store.desk.page(DeskFilter(words="consortium"), 5).lines
    assert expressing(store, ["consorti*"]) == [article(1).title]
    assert store.matches.outdated_count("v1") == 0
    with store.database.reading() as connection:
        assert connection.scalar(select(articles.c.content_hash)) == article(1).content_hash


def test_a_failure_is_kept_with_its_reason_and_tried_again_when_it_is_time(store: Store) -> None:
    brought(store, article(1))
    (page,) = due(store)
    later = NOW + timedelta(hours=1)
    assert store.pages.record(page, PageOutcome(PageState.WANTED, 1, later, Reason.TIMEOUT, "30 s"))
    assert shown(store).page_reason is Reason.TIMEOUT
    assert due(store) == []
    (again,) = due(store, after=timedelta(hours=1))
    assert again.tries == 1
    assert store.pages.record(again, PageOutcome(PageState.FAILED, 2, NOW, Reason.WALL))
    assert shown(store).page_state is PageState.FAILED
    assert due(store, after=timedelta(days=365)) == []


def test_a_lease_that_ran_out_lets_another_worker_read_the_page_and_the_first_stores_nothing(
    store: Store,
) -> None:
    brought(store, article(1))
    (lost,) = due(store)
    (held,) = due(store, after=LEASE)
    assert not read(store, lost)
    assert shown(store).content == ""
    assert read(store, held)


def test_an_edit_keeps_the_text_of_the_page_until_that_is_read_anew(store: Store) -> None:
    brought(store, article(1))
    (page,) = due(store)
    read(store, page)
    newer = article(1, title="Another headline", content="A few lines.")
    edited(store, Classified(newer, (match(), IN_TEXT), "v1"))
    found = shown(store)
    assert (found.title, found.content) == ("Another headline", TEXT)
    assert [span.field for one in found.matches for span in one.evidence] == ["title"]
    assert store.matches.outdated_count("v1") == 1
    (again,) = due(store)
    assert again.feed_length == len(newer.summary)
    assert read(store, again, "A shorter text, but the page's own.")
    assert shown(store).content == "A shorter text, but the page's own."


def test_an_edit_while_the_page_is_being_read_makes_it_wanted_anew(store: Store) -> None:
    brought(store, article(1))
    (page,) = due(store)
    edited(store, Classified(article(1, title="Another headline"), ()))
    assert not read(store, page)
    assert [page.article.title for page in due(store)] == ["Another headline"]


def test_a_feed_that_gives_more_than_the_page_has_its_own_text_kept(store: Store) -> None:
    brought(store, article(1))
    (page,) = due(store)
    read(store, page)
    longer = article(1, content="Now the feed gives it all. " * 40)
    edited(store, Classified(longer, (), "v1"))
    assert shown(store).content == longer.content


def test_judging_anew_does_not_overwrite_what_was_said_of_the_full_text(store: Store) -> None:
    brought(store, article(1))
    outdated = store.matches.outdated("v2", 10)
    (page,) = due(store)
    read(store, page)
    store.matches.replace({key: Classified(one, (), "v2") for key, one in outdated.items()}, NOW)
    assert shown(store).matches == (IN_TEXT,)
    assert store.matches.outdated_count("v2") == 1
