"""What goes into a digest, under which topic, and what stands together."""

from datetime import timedelta

from monitor.digests.compose import Digest, compose
from monitor.model import DigestItem, Window
from tests.digests.newsroom import CONFIRMED, MORNING, TOPICS, item, subscription

WINDOW = Window(CONFIRMED, MORNING)
TOLD = "Varland lifts its ban on exporting drone optics"


def digest(*candidates: DigestItem, max_items: int = 60) -> Digest:
    return compose(subscription(), WINDOW, candidates, TOPICS, max_items)


def titles(found: Digest) -> dict[str, list[int]]:
    return {section.topic.slug: [r.item.article_id for r in section.reports] for section in found.sections}


def test_topics_stand_in_the_desks_order_and_reports_newest_first() -> None:
    found = digest(item(3, "procurement-scandals"), item(2), item(1))
    assert titles(found) == {"export-bans": [1, 2], "procurement-scandals": [3]}


def test_nothing_to_tell_has_no_section() -> None:
    found = digest()
    assert (found.sections, found.left_out, found.article_ids) == ((), 0, ())


def test_an_article_of_two_topics_stands_once_under_the_stronger_and_names_the_other() -> None:
    found = digest(item(1, "export-bans", score=0.6), item(1, "coproduction", score=0.9))
    assert titles(found) == {"coproduction": [1]}
    assert [topic.name for topic in found.reports[0].also_about] == ["Export bans"]


def test_copies_of_one_report_stand_under_the_first_outlet_that_had_it() -> None:
    first = item(9, title=TOLD, outlet="Norrland Press")
    copy = item(2, title=TOLD.upper() + "!", outlet="The Harbour Gazette")
    suffixed = item(1, title=f"{TOLD} - Parapet Weekly", outlet="Parapet Weekly")
    found = digest(suffixed, copy, first)
    assert titles(found) == {"export-bans": [9]}
    assert [other.outlet for other in found.reports[0].others] == ["The Harbour Gazette", "Parapet Weekly"]
    assert found.article_ids == (1, 2, 9)


def test_reports_of_one_story_stand_together_whatever_their_titles() -> None:
    first, second, third = (
        item(3, title="Ministry stops a cargo of sensors", story_id=7),
        item(2, title="Sensors: a licence is withdrawn at sea", story_id=7, outlet="The Harbour Gazette"),
        item(1, title="Another firm loses its licence for good", story_id=8),
    )
    found = digest(first, second, third)
    assert [[r.item.title, *(other.title for other in r.others)] for r in found.reports] == [
        [third.title],
        [first.title, second.title],
    ]
    assert set(found.article_ids) == {1, 2, 3}


def test_a_title_of_few_words_folds_nothing() -> None:
    found = digest(item(1, title="Weekly defence briefing"), item(2, title="Weekly defence briefing"))
    assert titles(found) == {"export-bans": [1, 2]}


def test_over_the_cap_each_topic_keeps_its_share() -> None:
    many = [item(number) for number in range(1, 11)]
    found = digest(*many, item(20, "coproduction"), max_items=4)
    assert titles(found) == {"export-bans": [1, 2, 3], "coproduction": [20]}
    assert found.left_out == 7
    assert len(found.article_ids) == 11, "what is left out is not told another day"


def test_five_thousand_articles_are_capped_and_counted() -> None:
    found = digest(*(item(number) for number in range(5000)))
    assert (len(found.reports), found.left_out) == (60, 4940)


def test_an_article_dated_ahead_stands_by_its_arrival() -> None:
    ahead = item(9, published=MORNING + timedelta(days=30))
    assert titles(digest(ahead, item(1)))["export-bans"] == [1, 9]


def test_a_topic_that_is_gone_is_left_out() -> None:
    assert titles(digest(item(1, "a-topic-deleted-since"), item(2))) == {"export-bans": [2]}
