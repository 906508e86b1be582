"""Writes docs/quality.md: python -m tests.quality (about ten minutes; needs the extra nlp)."""

from pathlib import Path

from monitor.shipped import CONCEPTS, SEEDS
from monitor.topics.encoder.package import encoder_in_use
from monitor.topics.files.reading import load_all_exemplars, load_exemplars, load_topics
from monitor.topics.measuring.evaluate import cross_validate
from tests.quality.new_topics import measured
from tests.quality.page import page

DOCUMENT = Path("docs/quality.md")

if __name__ == "__main__":
    topics = load_topics(SEEDS / "topics", CONCEPTS).topics
    exemplars, _ = load_all_exemplars(SEEDS / "exemplars")
    reference, _ = load_exemplars(SEEDS / "exemplars" / "exemplars.jsonl")
    verdicts = cross_validate(topics, exemplars)
    assert encoder_in_use(), "the extra nlp is not installed"
    joint = cross_validate(topics, exemplars, encoder_in_use())
    slugs = [topic.slug for topic in topics]
    new, new_joint = measured(topics, exemplars), measured(topics, exemplars, encoder_in_use())
    DOCUMENT.write_text(page(reference, exemplars, verdicts, joint, slugs, new, new_joint), "utf-8")
