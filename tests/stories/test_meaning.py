"""What reports mean, as terms beside their words: kept, found and compared like these."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from monitor.stories.grouping.assign import reasons
from monitor.stories.grouping.crowd import CROWDED, LATELY, a_day, quiet
from monitor.stories.grouping.features import pack, unpack
from monitor.stories.grouping.likeness import Likeness
from monitor.stories.grouping.listing import grouped
from monitor.stories.grouping.meaning import LENGTH, Axes, load_axes, save_axes
from monitor.stories.grouping.postings import Postings
from monitor.stories.grouping.resemblance import MEANING_AT, resemblances
from monitor.stories.grouping.weighing import MEANING, kinds_of, weigh
from monitor.stories.learning.turning import learn
from tests.stories.conftest import START

FORTNIGHT = timedelta(days=14).total_seconds()


@pytest.fixture(scope="module")
def axes() -> Axes:
    chance = np.random.default_rng(1)
    return Axes(np.full(384, 0.5, np.float32), chance.normal(size=(384, 128)).astype(np.float32))


@pytest.fixture
def meant(article, reader, window, axes):
    """A report of nothing but a title, with the meaning that a vector drawn by this number has."""

    def weighed(key: str, title: str, number: int, day: float = 0):
        vector = np.random.default_rng(number).normal(size=384).astype(np.float32)
        report = reader.read(article(key, title, day=day))
        return weigh(replace(report, meaning=axes.terms(vector)), window.rarity)

    return weighed


def test_the_ends_of_axes_to_which_a_vector_points_most_are_its_terms(axes):
    vector = np.random.default_rng(2).normal(size=384).astype(np.float32)
    terms = axes.terms(vector)
    assert len(terms) == 48
    assert sum(weight**2 for weight in terms.values()) == pytest.approx(LENGTH**2, rel=1e-4)
    turned = (vector - axes.middle) @ axes.turn
    for end in terms:
        assert (turned[int(end[:-1])] > 0) == (end[-1] == "+")
    assert axes.terms(2 * axes.middle - vector).keys().isdisjoint(terms)


def test_a_vector_that_points_nowhere_gives_terms_without_weight(axes):
    assert set(axes.terms(axes.middle).values()) == {0.0}


def test_axes_are_kept_in_a_file(axes, tmp_path):
    save_axes(tmp_path / "axes.npz", axes)
    vector = np.random.default_rng(3).normal(size=384).astype(np.float32)
    kept = load_axes(tmp_path / "axes.npz").terms(vector)
    assert len(kept.keys() & axes.terms(vector).keys()) >= 47


def test_reports_that_share_no_word_are_found_and_alike_by_what_they_mean(meant):
    one, other, strange = (
        meant("a", "Halt in the yard", 1),
        meant("b", "Werft steht still", 1),
        meant("c", "Barley prices", 2),
    )
    postings = Postings([strange, other])
    assert postings.near(one, FORTNIGHT).tolist()[0] == 1
    alike, unlike = resemblances(one, [other, strange], 5)[:, MEANING_AT]
    assert alike == pytest.approx(1.0)
    assert unlike < 0.5


def test_without_the_meaning_of_both_there_is_nothing_to_compare(meant, article, reader, window):
    words = weigh(reader.read(article("a", "Halt in the yard")), window.rarity)
    assert resemblances(words, [meant("b", "Halt in the yard", 1)], 5)[0, MEANING_AT] == 0
    assert not np.any(kinds_of(words.terms) == MEANING)


def test_a_join_by_meaning_says_so(meant, article, reader, window):
    one, other, strange = (meant(name, "", number) for name, number in (("a", 1), ("b", 1), ("c", 2)))
    told = reader.read(article("a", ""))
    assert reasons(told, one, other) == ("alike in what they mean", "the same day")
    assert reasons(told, one, strange) == ("the same day",)


def test_a_meaning_is_kept_with_the_words(meant):
    one, other = meant("a", "Halt in the yard", 1), meant("b", "Werft steht still", 1)
    (again,) = unpack([pack(one, ())])
    assert resemblances(other, [again], 5).tolist() == resemblances(other, [one], 5).tolist()


def test_pairs_are_judged_by_meaning_only_where_both_have_one(window):
    words = window.likeness.words
    sure = replace(words, value=np.zeros_like(words.value), baseline=9.0)  # trees that believe everything
    pairs = np.zeros((2, MEANING_AT + 1))
    pairs[1, MEANING_AT] = 0.4
    judged = Likeness(words, sure).of(pairs)
    assert judged[0] == words.of(pairs)[0] < 0.5
    assert judged[1] > 0.99


def test_only_where_few_reports_come_are_they_read_for_what_they_mean():
    allowed = int(CROWDED * LATELY.days)
    dates = [START] * allowed  # one of them is that of the report itself
    assert quiet(dates, START)
    assert not quiet([*dates, START + LATELY], START)
    assert quiet([*dates, START + LATELY + timedelta(seconds=1)], START)
    assert quiet([START], START)


def test_the_busier_side_tells_how_many_come():
    """Where a stream begins as many come as a little later: its first reports are no trickle."""
    dates = [START + timedelta(hours=hours) for hours in range(0, 240, 6)]
    assert [a_day(dates, dates[at]) for at in (0, 1, 20, 39)] == [4.0, 4.0, 4.0, 4.0]
    assert a_day([START], START) == 0.0
    far = [datetime.min.replace(tzinfo=UTC), START, datetime.max.replace(tzinfo=UTC)]
    assert [a_day(far, at) for at in far] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_in_a_list_all_are_read_for_it_or_none(article, reader, window, more, read):
    asked = []

    def meaning(title: str, text: str) -> dict[str, float]:
        asked.append(title)
        return {"1+": 16.0}

    count = int(CROWDED * LATELY.days) + more
    items = [article(str(number), f"Report {number}") for number in range(count)]
    list(grouped(items, replace(reader, meaning=meaning), window.likeness, window.rarity))
    assert len(asked) == (count if read else 0)


def test_turning_brings_reports_of_one_event_together():
    """Vectors of which a tenth of the figures tell the event: reports of events that were never shown, too."""
    chance, reports, unseen = np.random.default_rng(4), 3, 200
    told = np.repeat(chance.normal(size=(1200, 40)), reports, axis=0)
    spoken = told + chance.normal(size=told.shape) / 2
    other = chance.normal(size=(len(told), 344))
    vectors = np.concatenate([spoken, other], axis=1).astype(np.float32)
    known, new = np.split(vectors, [len(vectors) - unseen * reports])
    stories = [str(number // reports) for number in range(len(known))]
    axes = learn(known, stories, [START] * len(known))

    def found(rows: np.ndarray) -> float:
        """The share of reports whose nearest other one is of their own event."""
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        near = rows @ rows.T
        np.fill_diagonal(near, -1)
        return float(np.mean(near.argmax(1) // reports == np.arange(len(rows)) // reports))

    assert found((new - axes.middle) @ axes.turn) > 2 * found(new - axes.middle)


def test_turning_is_the_same_for_the_same_reports():
    vectors = np.random.default_rng(5).normal(size=(300, 384)).astype(np.float32)
    stories = [str(number // 3) for number in range(300)]
    one, again = (learn(vectors, stories, [START] * 300) for _ in range(2))
    assert np.array_equal(one.turn, again.turn)
    assert np.array_equal(one.middle, again.middle)
