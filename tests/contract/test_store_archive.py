"""The archive as a back-test reads it, and what judging it anew leaves behind."""

from datetime import timedelta

from monitor.model import Classified, Match, PollOutcome, Says
from monitor.store import Store
from monitor.store.articles.changed import ChangedArticle, ChangedArticles
from monitor.store.topics.topic_changes import ChangeCount, TopicChange
from tests.samples import NOW, article, feed, match
from tests.trial_topics import fill

LATER = NOW + timedelta(hours=1)


def judge(store: Store, version: str, *matches: Match) -> None:
    """Let that version of the classifier say this of every article that it has not judged."""
    outdated = store.matches.outdated(version, 100)
    store.matches.replace({key: Classified(one, matches, version) for key, one in outdated.items()}, LATER)


def test_it_is_read_the_newest_first_a_stretch_at_a_time_with_what_the_desk_says(store: Store) -> None:
    ids = fill(store, [f"Article {n}" for n in range(5)])
    store.verdicts.give(ids[3], "factory-fires", Says.CARRIES, "Anna", LATER)
    first = store.archive.read("factory-fires", None, None, 3)
    rest = store.archive.read("factory-fires", None, (first[-1].dated_at, first[-1].article_id), 3)
    assert [one.article_id for one in (*first, *rest)] == ids
    assert [one.match is not None for one in (*first, *rest)] == [False, False, False, True, False]
    assert store.archive.read("storms", None, None, 9)[3].match is None


def test_it_begins_where_it_is_told_to(store: Store) -> None:
    ids = fill(store, [f"Article {n}" for n in range(5)])
    since = NOW - timedelta(minutes=2)
    assert [one.article_id for one in store.archive.read("storms", since, None, 9)] == ids[:2]
    assert (
        store.archive.count(None, None),
        store.archive.count(since, None),
        store.archive.count(None, 4),
    ) == (5, 2, 4)


def test_what_a_new_run_changes_is_marked_with_both_versions(store: Store) -> None:
    one, _ = fill(store, ["One", "Two"])
    judge(store, "v2", match("storms"))
    judge(store, "v3")
    assert store.topic_changes.of(one) == [
        TopicChange(one, "storms", True, "v1", "v2", LATER),
        TopicChange(one, "storms", False, "v2", "v3", LATER),
    ]
    assert store.topic_changes.counts(NOW) == [
        ChangeCount("storms", "v2", "v3", 0, 2, LATER),
        ChangeCount("storms", "v1", "v2", 2, 0, LATER),
    ]
    assert store.topic_changes.counts(LATER) == []


def test_a_run_that_changes_nothing_marks_nothing(store: Store) -> None:
    (one,) = fill(store, ["One"])
    judge(store, "v2", match("storms"))
    judge(store, "v3", match("storms", score=0.99))
    assert [change.after for change in store.topic_changes.of(one)] == ["v2"]


def test_an_article_that_nobody_had_judged_is_not_marked(store: Store) -> None:
    (one,) = fill(store, ["One"])
    judge(store, "")
    judge(store, "v2", match("storms"))
    assert store.topic_changes.of(one) == []


def test_what_people_said_is_neither_undone_nor_marked(store: Store) -> None:
    (one,) = fill(store, ["One"])
    store.verdicts.give(one, "storms", Says.NOT, "Anna", LATER)
    judge(store, "v2", match("storms"))
    assert store.topic_changes.of(one) == []


def test_what_is_outdated_is_listed_from_below_a_place_on(store: Store) -> None:
    ids = fill(store, [f"Article {n}" for n in range(4)])
    first = store.matches.outdated("v2", 2)
    assert list(first) == ids[:2]
    below = (list(first.values())[-1].dated_at, ids[1])
    assert list(store.matches.outdated("v2", 9, below)) == ids[2:]


def test_the_last_run_tells_what_a_topic_gained_and_lost(store: Store) -> None:
    ids = fill(store, ["One", "Two", "Three"])
    assert store.topic_changes.last_run("storms", 9) is None
    judge(store, "v2", match("storms"), match("export-bans"))
    judge(store, "v3", match("export-bans"))
    run = store.topic_changes.last_run("storms", 2)
    assert run is not None
    assert (run.version, run.at, run.gained) == ("v3", LATER, ChangedArticles(0, ()))
    assert (run.lost.count, [one.article_id for one in run.lost.newest]) == (3, ids[:2])
    assert run.lost.newest[0] == ChangedArticle(ids[0], "One", "", "Outlet 1", NOW)
    before = store.topic_changes.last_run("export-bans", 9)
    assert before is not None
    assert (before.version, before.gained.count, before.lost.count) == ("v2", 3, 0)


def test_a_version_that_comes_back_begins_another_run(store: Store) -> None:
    fill(store, ["One"])
    for version, matches in (("v2", [match("storms")]), ("v3", []), ("v2", [match("storms")]), ("v3", [])):
        judge(store, version, *matches)
    run = store.topic_changes.last_run("storms", 9)
    assert run is not None
    assert (run.gained.count, run.lost.count) == (0, 1)


def test_what_no_version_has_judged_is_counted_until_one_does(store: Store) -> None:
    store.feeds.add([feed()], NOW)
    (lease,) = store.feeds.claim([feed().url], NOW)
    new = (Classified(article(1), ()), Classified(article(2), (), "v1"))
    store.feeds.record(lease, PollOutcome(lease.polling, new))
    assert store.matches.unjudged() == 1
    judge(store, "v2")
    assert store.matches.unjudged() == 0
