from dataclasses import replace

from monitor.model import Example
from monitor.topics.files.examples import check_examples
from monitor.topics.learning.train import school, train
from monitor.topics.measuring.own_examples import unseen
from tests.trial_topics import FIRES, STORMS


def test_examples_are_judged_by_models_that_have_not_learnt_from_them():
    """The odd near miss has all that the topic asks for: only who has learnt from it leaves it alone."""
    odd = Example("Explosions: fire drill at the arms factory")
    topic = replace(FIRES, near_misses=(*FIRES.near_misses, odd))
    learnt = train(school([topic, STORMS], []))
    assert not check_examples([topic], learnt)
    found = unseen(topic, [topic, STORMS], [])
    assert found is not None
    assert (found.matches, found.near_misses) == (6, 7)
    assert found.left_alone < 7


def test_with_fewer_than_five_of_a_kind_none_are_held_back():
    assert unseen(replace(FIRES, matches=FIRES.matches[:4]), [FIRES], []) is None
