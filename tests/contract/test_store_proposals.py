"""What was learnt is taken once, and only where the quality does not fall."""

from datetime import timedelta

from monitor.store import Store
from monitor.store.topics.proposals import ProposalState
from monitor.topics.measuring.proposal import Change, Compared, Moved
from tests.samples import NOW


def change(now: float = 0.8, then: float = 0.82) -> Change:
    compared = Compared(3, 100, (now, then), {"export-bans": (now, then)})
    return Change(compared, 50, {"export-bans": 1}, {}, (Moved(7, "Licences", "export-bans"),), ())


def test_a_proposal_is_kept_as_it_was_made(store: Store) -> None:
    assert store.proposals.latest() is None
    made = store.proposals.add(NOW, 12, change())
    assert store.proposals.latest() == made
    assert (made.change, made.state, made.taught_up_to) == (change(), ProposalState.READY, 12)


def test_the_classifier_learns_what_was_taken_and_nothing_else(store: Store) -> None:
    assert store.proposals.taught_up_to() == 0
    made = store.proposals.add(NOW, 12, change())
    assert store.proposals.taught_up_to() == 0
    assert store.proposals.take(made.number, "Anna", NOW + timedelta(hours=1))
    assert store.proposals.taught_up_to() == 12
    taken = store.proposals.latest()
    assert taken
    assert (taken.state, taken.decided_by, taken.decided_at) == ("taken", "Anna", NOW + timedelta(hours=1))
    assert not store.proposals.take(made.number, "Boris", NOW)


def test_what_would_lower_the_quality_is_refused(store: Store) -> None:
    made = store.proposals.add(NOW, 12, change(0.8, 0.79))
    assert made.state is ProposalState.REFUSED
    assert not store.proposals.take(made.number, "Anna", NOW)
    assert store.proposals.taught_up_to() == 0


def test_only_the_latest_can_be_taken(store: Store) -> None:
    old, new = store.proposals.add(NOW, 12, change()), store.proposals.add(NOW, 15, change())
    assert not store.proposals.take(old.number, "Anna", NOW)
    assert not store.proposals.take(new.number + 1, "Anna", NOW)
    assert store.proposals.take(new.number, "Anna", NOW)
