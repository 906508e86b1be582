"""A story is as important as those who report it, how fast they did, and its topic make it; each term is shown."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.settings import ImportanceSettings
from monitor.stories.importance import Importance, Source, Voice, importance, source_of, voices
from monitor.stories.outlets import Outlet
from tests.stories.conftest import START

HOUR = timedelta(hours=1)
WIRE = Outlet("Wire", ("wire.example",), 1, agency=True, state_owned=True)
TRADE = Outlet("Trade", ("trade.example",), 2)
DEFAULT = ImportanceSettings()

outlets = st.builds(
    lambda number, tier: Outlet(f"Outlet {number}", (), tier), st.integers(0, 30), st.integers(1, 3)
)
told = st.lists(
    st.builds(
        lambda name, hours, outlet: Voice(outlet.name if outlet else name, START + hours * HOUR, outlet),
        st.sampled_from(["One", "Two", "Three"]),
        st.floats(0, 100),
        st.none() | outlets,
    ),
    max_size=20,
)
weights = st.builds(
    ImportanceSettings,
    outlets=st.integers(1, 100),
    standing=st.integers(0, 100),
    spread=st.integers(0, 100),
    topic=st.integers(0, 100),
    spread_hours=st.integers(1, 72),
)


def voice(name: str, hours: float = 0, outlet: Outlet | None = None) -> Voice:
    return Voice(name, START + hours * HOUR, outlet)


def term(found: Importance, name: str):
    return next(one for one in found.terms if one.name == name)


def test_the_terms_say_what_was_counted_and_add_up():
    known = voices([voice("Wire", 0, WIRE), voice("Trade", 1, TRADE), voice("Nobody's", 9)])
    found = importance(known, 0.8, DEFAULT)
    assert [(one.name, one.says) for one in found.terms] == [
        ("outlets", "3 independent outlets"),
        ("standing", "1 of tier 1, 1 of tier 2, 1 not ranked"),
        ("spread", "2 of them within 6 h"),
        ("topic", "how sure the surest topic is"),
    ]
    assert [round(one.value, 3) for one in found.terms] == [0.396, 0.6, 0.25, 0.8]
    assert found.score == pytest.approx(0.4 * 0.3962 + 0.2 * (0.6 + 0.25 + 0.8), abs=1e-3)


def test_a_story_of_one_outlet_has_its_standing_and_its_topic_only():
    found = importance(voices([voice("Trade", 0, TRADE)]), 0.5, DEFAULT)
    assert (term(found, "outlets").value, term(found, "spread").value) == (0, 0)
    assert term(found, "outlets").says == "1 independent outlet"


def test_two_feeds_of_one_outlet_are_one_voice_by_its_first_text():
    both = voices(
        [voice("Trade: all", 3, TRADE), voice("Trade: ships", 1, TRADE), voice("other"), voice("OTHER")]
    )
    assert [(one.name, one.at) for one in both] == [("OTHER", START), ("Trade: ships", START + HOUR)]


def test_the_standing_of_the_source_is_told_beside_and_changes_nothing():
    known = voices([voice("Wire", 0, WIRE), voice("Nobody's", 1)])
    told_first = [importance(known, 0.7, DEFAULT, source) for source in (None, source_of("Wire", WIRE))]
    assert told_first[0].score == told_first[1].score
    assert told_first[1].source == Source("Wire", 1, agency=True, state_owned=True)
    assert told_first[1].source.says == "tier 1, agency, state-owned"
    assert source_of("Nobody's", None).says == "not ranked"


def test_who_owns_an_outlet_counts_for_nothing():
    public = Outlet("Trade", (), 2, first_hand=True, state_owned=True)
    scores = {importance([voice("Trade", 0, one)], 0.5, DEFAULT).score for one in (TRADE, public)}
    assert len(scores) == 1


@given(told, st.floats(0, 1), weights)
def test_it_lies_between_nothing_and_one_and_is_the_sum_of_what_its_terms_add(texts, topic, chosen):
    found = importance(voices(texts), topic, chosen)
    assert 0 <= found.score <= 1 + 1e-9
    assert found.score == pytest.approx(sum(one.adds for one in found.terms))
    assert sum(one.share for one in found.terms) == pytest.approx(1)


@given(told, outlets, st.floats(0, 100), st.floats(0, 1), weights)
def test_one_more_outlet_after_the_others_never_makes_it_less_important(texts, outlet, hours, topic, chosen):
    last = max((one.at for one in texts), default=START)
    before = importance(voices(texts), topic, chosen)
    after = importance(voices([*texts, Voice(outlet.name, last + hours * HOUR, outlet)]), topic, chosen)
    assert after.score >= before.score - 1e-9


@given(told, st.randoms(), st.floats(0, 1))
def test_the_order_in_which_texts_are_given_does_not_matter(texts, chance, topic):
    mixed = list(texts)
    chance.shuffle(mixed)
    assert importance(voices(texts), topic, DEFAULT) == importance(voices(mixed), topic, DEFAULT)
