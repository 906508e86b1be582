"""Which reports of a story were edited, the same on every database."""

from datetime import timedelta

from monitor.store import Store
from tests.contract.test_store_articles import add, bring
from tests.contract.test_store_articles import pages as stored
from tests.samples import NOW, article
from tests.told_stories import tell

HOUR = timedelta(hours=1)


def edit(store: Store, feed_id: int, number: int, title: str, hours: int) -> None:
    bring(
        store,
        feed_id,
        article(number, title=title, published=article(number).published),
        at=NOW + hours * HOUR,
    )


def test_the_reports_edited_last_come_first_each_with_what_it_said_before(store: Store) -> None:
    feed_id = add(store, 1)
    bring(store, feed_id, *(article(number) for number in (1, 2, 3, 4)))
    first, second, third, outside = (page.article_id for page in stored(store))
    story = tell(store, [first, second, third], NOW)
    edit(store, feed_id, 1, "Once", 1)
    edit(store, feed_id, 1, "Twice", 3)
    edit(store, feed_id, 2, "Between", 2)
    edit(store, feed_id, 4, "Elsewhere", 4)
    found = store.versions.of_story(story, 8)
    assert [(one.article_id, one.title, one.former.title, one.edits) for one in found] == [
        (first, "Twice", "Once", 2),
        (second, "Between", article(2).title, 1),
    ]
    assert found[0].former.replaced_at == NOW + 3 * HOUR
    assert (found[0].outlet, found[0].language) == ("Outlet 1", "en")
    assert [one.article_id for one in store.versions.of_story(story, 1)] == [first]
    assert outside not in {one.article_id for one in found}
    assert store.versions.of_story(story + 1, 8) == ()
