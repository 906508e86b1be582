"""Learning from verdicts: measured in the background, shown, and taken up by the classifier once it is taken."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model import Classified, Match, PollOutcome, Says
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.judging import LABELLED
from monitor.pipeline.relearning import propose, relearn_daily
from monitor.pipeline.workers import Workers
from monitor.shipped import SEEDS
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.topics.proposals import ProposalState
from monitor.topics.files.reading import load_all_exemplars
from monitor.topics.learning import model_file
from monitor.topics.measuring.proposal import Change, Compared
from monitor.topics.verdicts import exemplars
from monitor.wiring import read_topics
from tests.samples import NOW, article, feed

TEXTS = (
    (
        "Ministry suspends export licences for thermal sights",
        "Arms makers may not sell abroad until a review ends.",
    ),
    ("Two yards to build patrol boats together", "The joint venture will make them under one licence."),
    ("Rain expected in the north", "The weekend stays wet."),
)


@pytest.fixture
def desk(sqlite_store: Store) -> Store:
    """Three articles, which the classifier in use says nothing of."""
    sqlite_store.topics.put(read_topics(SEEDS))
    sqlite_store.feeds.add([feed(1)], NOW)
    (lease,) = sqlite_store.feeds.claim([feed(1).url], NOW)
    brought = [article(n, title=title, summary=summary) for n, (title, summary) in enumerate(TEXTS)]
    new = tuple(Classified(one, (Match("export-bans", 0.1, False),), "v1") for one in brought)
    sqlite_store.feeds.record(lease, PollOutcome(lease.polling, new=new))
    return sqlite_store


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A folder with few labelled items, so that a training takes a moment."""
    folder = tmp_path / "labelled"
    folder.mkdir()
    items, _ = load_all_exemplars(LABELLED)
    lines = [
        {
            "id": i.id,
            "title": i.title,
            "summary": i.summary,
            "lang": i.language,
            "story": i.story,
            "labels": [*i.labels],
        }
        for i in sorted(items, key=lambda item: item.id)[:120:2]
    ]
    (folder / "few.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder


def decide(store: Store) -> list[int]:
    """Decide on the first article and the last; returns the ids of all, in the order of TEXTS."""
    ids = {line.title: line.article_id for line in store.desk.page(DeskFilter(ALL), 9).lines}
    found = [ids[title] for title, _ in TEXTS]
    store.verdicts.give(found[0], "export-bans", Says.CARRIES, "Anna", NOW)
    store.verdicts.give(found[2], "export-bans", Says.NOT, "Anna", NOW)
    return found


def test_without_a_verdict_there_is_nothing_to_propose(desk: Store, tmp_path: Path, labelled: Path) -> None:
    assert asyncio.run(propose(desk, tmp_path, NOW, labelled)) is None


def test_a_proposal_is_measured_and_says_what_would_change(
    desk: Store, tmp_path: Path, labelled: Path
) -> None:
    first, second, third = decide(desk)
    made = asyncio.run(propose(desk, tmp_path / "models", NOW, labelled))
    assert made is not None
    assert made == desk.proposals.latest()
    assert made.state in (ProposalState.READY, ProposalState.REFUSED)
    compared = made.change.compared
    assert (compared.verdicts, compared.items, made.change.articles) == (2, 62, 3)
    assert set(compared.f1) == {"export-bans", "coproduction", "procurement-scandals"}
    # what people decided does not move, whatever the model would say
    moved = {(one.article_id, one.topic) for one in (*made.change.gained, *made.change.lost)}
    assert not moved & {(first, "export-bans"), (third, "export-bans")}
    assert sum(made.change.gains.values()) == len(made.change.gained)
    # the articles are as they were, and the model lies ready
    assert [m.topic for m in desk.desk.article(second).matches] == []
    assert len(list((tmp_path / "models").glob("topics-*.json"))) == 1
    # and nothing is done twice
    assert asyncio.run(propose(desk, tmp_path / "models", NOW, labelled)) is None


def test_by_itself_it_learns_once_a_day_at_most(desk: Store, tmp_path: Path) -> None:
    decide(desk)
    compared = Compared(1, 10, (0.8, 0.8), {})
    desk.proposals.add(NOW - timedelta(hours=23), 0, Change(compared, 0, {}, {}, (), ()))
    assert asyncio.run(relearn_daily(desk, tmp_path, NOW)) is None


def test_the_classifier_takes_up_what_was_taken(desk: Store, tmp_path: Path) -> None:
    decide(desk)
    compared = Compared(2, 10, (0.8, 0.8), {})
    made = desk.proposals.add(NOW, desk.verdicts.last(), Change(compared, 0, {}, {}, (), ()))
    assert desk.proposals.take(made.number, "Anna", NOW)
    with Workers(1, 300) as workers:
        classifier = TopicClassifier(desk, workers, tmp_path)
        asyncio.run(classifier.prepare())
    shipped, _ = load_all_exemplars(LABELLED)
    known = [*shipped, *exemplars(desk.verdicts.all())]
    assert classifier.version == model_file.version(desk.topics.all(), known)
    assert classifier.version != model_file.version(desk.topics.all(), shipped)
