"""The labelled items that ship: every file sound, every label a shipped topic."""

from collections import Counter

from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_all_exemplars


def test_no_line_is_faulty_and_every_label_is_a_shipped_topic(topics):
    exemplars, problems = load_all_exemplars(SEEDS / "exemplars")
    assert problems == []
    assert frozenset().union(*(item.labels for item in exemplars)) == {topic.slug for topic in topics}
    assert [item.id for item in exemplars if len(item.language) != 2] == []


def test_no_text_stands_twice():
    exemplars, _ = load_all_exemplars(SEEDS / "exemplars")
    texts = Counter((item.title, item.summary) for item in exemplars)
    assert [text for text, times in texts.items() if times > 1] == []
