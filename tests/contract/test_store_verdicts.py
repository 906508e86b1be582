"""Verdicts of people count for an article and its copies, whatever is run or edited afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Article, Classified, Match, Ruling, Says
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import NOW, article, feed, match, outcome

LATER = NOW + timedelta(hours=1)


def bring(store: Store, of: int, *found: tuple[Article, tuple[Match, ...]]) -> list[int]:
    """The articles' ids, as brought by one feed, in the order given."""
    store.feeds.add([feed(of)], NOW)
    (lease,) = store.feeds.claim([feed(of).url], NOW)
    new = tuple(Classified(one, matches, "v1") for one, matches in found)
    assert store.feeds.record(lease, replace(outcome(lease), new=new))
    ids = {
        line.title: line.article_id
        for line in store.desk.page(DeskFilter(ALL, feed_id=lease.feed_id), 50).lines
    }
    return [ids[one.title] for one, _ in found]


def said(store: Store, article_id: int) -> dict[str, tuple[float, Ruling | None]]:
    page = store.desk.article(article_id)
    assert page
    return {m.topic: (m.score, m.decision.ruling if m.decision else None) for m in page.matches}


def judge_anew(store: Store, *matches: Match) -> None:
    """Every article judged by another version of the classifier, which says this of each."""
    outdated = store.matches.outdated("v2", 100)
    store.matches.replace({key: Classified(one, matches, "v2") for key, one in outdated.items()}, LATER)


def test_a_match_called_wrong_is_gone_at_once_and_one_called_right_says_who_decided(store: Store) -> None:
    (one,) = bring(store, 1, (article(1), (match(), match("coproduction", score=0.7))))
    assert store.verdicts.give(one, "coproduction", Says.NOT, "Anna", LATER)
    assert store.verdicts.give(one, "export-bans", Says.CARRIES, "Anna", LATER, "clear")
    page = store.desk.article(one)
    assert page
    (kept,) = page.matches
    assert kept.decision is not None
    assert (kept.topic, kept.score, kept.decision.who, kept.decision.at) == (
        "export-bans",
        1.0,
        "Anna",
        LATER,
    )
    assert kept.evidence == match().evidence
    assert store.desk.page(DeskFilter("coproduction"), 5).lines == ()
    assert store.desk.counts_by_topic(NOW - timedelta(days=1)) == {"export-bans": 1}


def test_a_topic_that_a_person_adds_is_listed(store: Store) -> None:
    (one,) = bring(store, 1, (article(1), ()))
    store.verdicts.give(one, "procurement-scandals", Says.CARRIES, "Anna", LATER)
    assert said(store, one) == {"procurement-scandals": (1.0, Ruling.ADDED)}
    (line,) = store.desk.page(DeskFilter("procurement-scandals"), 5).lines
    assert line.article_id == one


def test_an_article_that_is_gone_gets_no_verdict(store: Store) -> None:
    assert not store.verdicts.give(999, "export-bans", Says.CARRIES, "Anna", NOW)
    assert store.verdicts.all() == []


def test_no_re_run_undoes_a_verdict(store: Store) -> None:
    (one,) = bring(store, 1, (article(1), (match(), match("coproduction"))))
    store.verdicts.give(one, "export-bans", Says.NOT, "Anna", LATER)
    store.verdicts.give(one, "coproduction", Says.CARRIES, "Anna", LATER)
    store.verdicts.give(one, "procurement-scandals", Says.CARRIES, "Anna", LATER)
    judge_anew(store, match(), match("coproduction", matched=False, score=0.1), match("other", score=0.6))
    assert said(store, one) == {
        "coproduction": (1.0, Ruling.ADDED),  # the classifier has changed its mind; the person has not
        "procurement-scandals": (1.0, Ruling.ADDED),
        "other": (0.6, None),
    }


def test_no_edit_undoes_a_verdict(store: Store) -> None:
    (one,) = bring(store, 1, (article(1), (match(),)))
    store.verdicts.give(one, "export-bans", Says.NOT, "Anna", LATER)
    store.verdicts.give(one, "coproduction", Says.CARRIES, "Anna", LATER)
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    edited = Classified(article(1, title="Corrected"), (match(),), "v1")
    store.feeds.record(lease, replace(outcome(lease), changed=(edited,)))
    page = store.desk.article(one)
    assert page
    assert (page.title, said(store, one)) == ("Corrected", {"coproduction": (1.0, Ruling.ADDED)})
    assert all(verdict.judged.content_hash != page.content_hash for verdict in store.verdicts.of(one))


def test_a_verdict_counts_for_copies_that_are_there_and_for_those_that_come_later(store: Store) -> None:
    text = {"title": "The same report", "summary": "Word for word."}
    (one,) = bring(store, 1, (article(1, **text), (match(),)))
    (there,) = bring(store, 2, (article(2, **text), (match(),)))
    (other,) = bring(store, 3, (article(3, title="Another"), (match(),)))
    store.verdicts.give(one, "export-bans", Says.NOT, "Anna", LATER)
    (later,) = bring(store, 4, (article(4, **text), (match(),)))
    assert [said(store, each) for each in (one, there, later)] == [{}, {}, {}]
    assert said(store, other) == {"export-bans": (0.9, None)}
    assert [len(store.verdicts.of(each)) for each in (one, there, later, other)] == [1, 1, 1, 0]
    # and a verdict on a copy counts for the first
    store.verdicts.give(later, "export-bans", Says.CARRIES, "Boris", LATER)
    assert [said(store, each)["export-bans"] for each in (one, there, later)] == [(1.0, Ruling.RIGHT)] * 3


def test_the_latest_verdict_counts_and_every_one_is_kept(store: Store) -> None:
    (one,) = bring(store, 1, (article(1), (match(),)))
    store.verdicts.give(one, "export-bans", Says.NOT, "Anna", LATER, "a film")
    store.verdicts.give(one, "export-bans", Says.CARRIES, "Boris", LATER + timedelta(minutes=1))
    assert said(store, one) == {"export-bans": (1.0, Ruling.RIGHT)}
    history = store.verdicts.of(one)
    assert [(v.who, v.says, v.note) for v in history] == [("Anna", "not", "a film"), ("Boris", "carries", "")]
    assert [v.machine and v.machine.score for v in history] == [0.9, 0.9]
    assert history == store.verdicts.all("export-bans") == store.verdicts.all()
    assert store.verdicts.all(up_to=history[0].number) == history[:1]
    assert store.verdicts.last() == history[-1].number


@pytest.mark.parametrize("says", [Says.NOT, Says.CARRIES])
def test_a_withdrawn_verdict_brings_the_classifiers_word_back_and_has_it_judge_again(
    store: Store, says: Says
) -> None:
    matched, unmatched = bring(store, 1, (article(1), (match(),)), (article(2), ()))
    before = store.desk.article(matched)
    for one in (matched, unmatched):
        store.verdicts.give(one, "export-bans", says, "Anna", LATER)
        store.verdicts.give(one, "export-bans", Says.WITHDRAWN, "Anna", LATER)
    assert store.desk.article(matched) == before
    assert said(store, unmatched) == {}
    assert set(store.matches.outdated("v1", 5)) == {matched, unmatched}
    judge_anew(store, match(score=0.8))
    assert said(store, unmatched) == {"export-bans": (0.8, None)}


def test_where_nothing_stands_nothing_is_withdrawn(store: Store) -> None:
    (one,) = bring(store, 1, (article(1), (match(),)))
    assert store.verdicts.give(one, "export-bans", Says.WITHDRAWN, "Anna", LATER)
    assert (store.verdicts.all(), said(store, one)) == ([], {"export-bans": (0.9, None)})


def test_verdicts_outlive_their_article_and_meet_it_when_it_comes_again(store: Store) -> None:
    (one,) = bring(store, 1, (article(1), (match(),)))
    store.verdicts.give(one, "export-bans", Says.NOT, "Anna", LATER)
    page = store.desk.article(one)
    assert page
    assert store.feeds.delete(page.feed_id)
    (verdict,) = store.verdicts.all()
    assert (verdict.article_id, verdict.judged.title) == (None, page.title)
    (again,) = bring(store, 2, (article(1), (match(),)))
    assert said(store, again) == {}
