from datetime import timedelta

import pytest

from monitor.stories.grouping.keys import keys
from monitor.stories.grouping.postings import HELD, NEAR, Postings
from monitor.stories.grouping.weighing import weigh

TITLE = "Norrhamn yard halts work on Kolvarra boats"
FORTNIGHT = timedelta(days=14).total_seconds()


@pytest.fixture
def weighed(article, reader, window):
    return lambda key, title, day=0.0: weigh(reader.read(article(key, title, day=day)), window.rarity)


def test_the_report_that_shares_most_is_found_first(weighed):
    postings = Postings()
    for title in ("Ministers quarrel over barley prices", TITLE, "Norrhamn opens a school"):
        postings.add(weighed(title, title))
    assert postings.near(weighed("new", TITLE), FORTNIGHT).tolist() == [1, 2]


def test_of_reports_that_share_as_much_the_nearest_in_time_comes_first(weighed):
    postings = Postings()
    for day in (0, 9, 5):
        postings.add(weighed(str(day), TITLE, day))
    assert postings.near(weighed("new", TITLE, 10), FORTNIGHT).tolist() == [1, 2, 0]


def test_reports_known_from_the_beginning_are_found_as_those_added(weighed):
    titles = (TITLE, "Norrhamn opens a school", "Ministers quarrel over barley prices", "") * 90
    reports = [weighed(str(number), title, number / 100) for number, title in enumerate(titles)]
    added = Postings()
    for one in reports:
        added.add(one)
    both = Postings(reports[:200])
    for one in reports[200:]:
        both.add(one)
    new = weighed("new", TITLE, 3.0)
    expected = added.near(new, FORTNIGHT).tolist()
    assert len(expected) == NEAR
    assert Postings(reports).near(new, FORTNIGHT).tolist() == expected
    assert both.near(new, FORTNIGHT).tolist() == expected


def test_what_came_too_long_before_is_not_found(weighed):
    postings = Postings()
    postings.add(weighed("old", TITLE))
    assert postings.near(weighed("new", TITLE, 15), FORTNIGHT).tolist() == []


def test_only_the_latest_that_share_a_word_are_kept_and_of_them_the_nearest_found(weighed):
    postings = Postings()
    for number in range(3 * HELD):
        postings.add(weighed(str(number), TITLE, number / 1000))
    found = postings.near(weighed("new", TITLE, 0.6), FORTNIGHT).tolist()
    assert sorted(found) == list(range(3 * HELD - NEAR, 3 * HELD))


def test_a_report_without_words_finds_nothing(weighed):
    postings = Postings()
    postings.add(weighed("a", ""))
    assert postings.near(weighed("b", ""), FORTNIGHT).tolist() == []


def test_the_keys_of_a_report_are_its_telling_terms(weighed):
    one, other = keys(weighed("a", TITLE)), keys(weighed("b", "Ministers quarrel over barley prices"))
    assert 0 < len(one) <= 40
    assert not one.keys() & other.keys()
    assert min(one.values()) > 0


def test_a_report_without_any_telling_word_finds_nothing(weighed):
    known = [weighed("old", TITLE)]
    assert Postings(known).near(weighed("new", ""), FORTNIGHT).tolist() == []
    assert Postings().near(weighed("new", TITLE), FORTNIGHT).tolist() == []
