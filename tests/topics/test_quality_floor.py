"""The quality of the shipped topics may not fall. Alone: pytest tests/topics/test_quality_floor.py"""

import pytest

from monitor.shipped import SEEDS
from monitor.topics.evaluate import evaluate
from monitor.topics.files import load_exemplars


@pytest.mark.timeout(120)
def test_macro_f1_cross_validated_by_story_stays_above_its_floor(topics, exemplars):
    beat, _ = load_exemplars(SEEDS / "exemplars" / "exemplars.jsonl")
    report = evaluate(beat, topics, exemplars)
    assert report.method == "cross-validated by story, k=5"
    assert report.macro_f1.value >= 0.70
    assert report.macro_f1.low >= 0.65
