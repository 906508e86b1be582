from dataclasses import replace

import pytest

from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_concepts, load_topic, topic_from
from monitor.topics.files.writing import topic_text, written
from tests.trial_topics import FIRES

CONCEPTS = SEEDS / "concepts.toml"


@pytest.mark.parametrize("slug", ["export-bans", "coproduction", "procurement-scandals"])
def test_a_shipped_topic_written_and_read_is_the_same_and_names_shared_concepts(topics, slug, tmp_path):
    topic = next(one for one in topics if one.slug == slug)
    path = tmp_path / "topic.toml"
    path.write_text(topic_text(topic, load_concepts(CONCEPTS)), encoding="utf-8")
    assert load_topic(path, CONCEPTS) == topic
    assert "weapon" in written(topic, load_concepts(CONCEPTS))["uses"]


def test_a_topic_without_shared_concepts_reads_back_too(tmp_path):
    assert topic_from(written(FIRES, load_concepts(CONCEPTS)), CONCEPTS) == FIRES


def test_a_concept_named_like_a_shared_one_with_other_terms_gets_a_name_of_its_own():
    odd = replace(FIRES, concepts={"weapon": {"any": ("sling*",)}})
    again = topic_from(written(odd, load_concepts(CONCEPTS)), CONCEPTS)
    assert again.concepts == {"own-weapon": {"any": ("sling*",)}}
