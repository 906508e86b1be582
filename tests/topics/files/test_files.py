import json

import pytest

from monitor.configuration.problems import ConfigurationError
from monitor.shipped import SEEDS
from monitor.topics.files.reading import (
    load_all_exemplars,
    load_exemplars,
    load_topic,
    load_topics,
    topic_from,
)

SHARED = '[weapon]\nen = ["drone*"]\n'
SOUND = """
slug = "accidents"
name = "Accidents"
definition = "Explosions and fires in arms factories."
uses = ["weapon"]

[concepts.accident]
en = ["explosion*", "fire"]
uk = ["вибух*"]

[[examples.match]]
title = "Fire at a drone plant"
"""


@pytest.fixture
def load(tmp_path):
    def write(*files: str, shared: str = SHARED):
        (tmp_path / "topics").mkdir()
        (tmp_path / "concepts.toml").write_text(shared, encoding="utf-8")
        for number, text in enumerate(files):
            (tmp_path / "topics" / f"t{number}.toml").write_text(text, encoding="utf-8")
        return load_topics(tmp_path / "topics", tmp_path / "concepts.toml")

    return write


def test_a_topic_has_its_own_concepts_and_the_shared_ones_it_uses(load):
    loaded = load(SOUND)
    assert loaded.problems == []
    [topic] = loaded.topics
    assert topic.slug == "accidents"
    assert topic.concepts["weapon"]["en"] == ("drone*",)
    assert topic.concepts["accident"]["uk"] == ("вибух*",)
    assert topic.matches[0].title == "Fire at a drone plant"


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('name = "Accidents"', 'nmae = "Accidents"', 1, "name: is missing: add it"),
        ('name = "Accidents"', 'name = "A"\nnmae = ""', 4, "nmae: unknown key: write name"),
        ('name = "Accidents"', "name = 3", 3, "name: must be text"),
        ('"accidents"', '"Acci dents"', 2, "slug: 'Acci dents' is no name"),
        ('["weapon"]', '["wepon"]', 5, "uses #1: no shared concept 'wepon': there are weapon"),
        ('"fire"', '"f*re"', 8, "concepts.accident.en #2: the term 'f*re' may have *"),
        ("uk = [", "ukr = [", 9, "concepts.accident.ukr: 'ukr' is no language"),
        ("concepts.accident", "concepts.weapon", 7, "concepts.weapon: is a shared concept already"),
        ('title = "Fire at a drone plant"', 'titel = "x"', 11, "examples.match #1.title: is missing"),
        ('name = "Accidents"', "name = ", 3, "not valid TOML"),
    ],
)
def test_a_fault_is_named_with_file_line_key_and_remedy(load, before, after, line, words):
    loaded = load(SOUND.replace(before, after))
    assert loaded.topics == []
    said = str(loaded.problems[0])
    assert f"t0.toml:{line}:" in said
    assert words in said


def test_all_faults_are_named_at_once_and_sound_topics_are_kept(load):
    broken = SOUND.replace('name = "Accidents"', "").replace('"fire"', '"*"').replace("accidents", "other")
    loaded = load(SOUND, broken)
    assert [topic.slug for topic in loaded.topics] == ["accidents"]
    assert len(loaded.problems) == 2


def test_two_topics_with_one_slug_are_refused(load):
    loaded = load(SOUND, SOUND)
    assert len(loaded.topics) == 1
    assert "has the slug 'accidents'" in str(loaded.problems[0])


def test_a_fault_in_the_shared_concepts_is_told_once(load):
    loaded = load(SOUND, shared='[weapon]\nen = ["*"]\n')
    assert loaded.topics == []
    [problem] = loaded.problems
    assert "concepts.toml:2: weapon.en #1: the term '*' may have * only" in str(problem)


def test_a_folder_without_topics_is_a_problem(load):
    assert "holds no topic file" in str(load().problems[0])


def test_bad_lines_of_labelled_items_are_named_and_the_others_read(tmp_path):
    path = tmp_path / "items.jsonl"
    sound = {"id": "a", "title": "T", "story": "s1", "labels": ["x"], "outlet": "ignored"}
    lines = [json.dumps(sound), "{", json.dumps({"id": "b", "title": 3}), "", json.dumps(sound)]
    path.write_text("\n".join(lines), encoding="utf-8")
    exemplars, problems = load_exemplars(path)
    assert [(e.id, e.story, e.labels) for e in exemplars] == [("a", "s1", frozenset({"x"}))]
    said = [str(problem).removeprefix(str(path)) for problem in problems]
    assert said[0].startswith(":2: is not JSON")
    assert said[1:3] == [
        ":3: title: must be text (is a whole number): write it in quotes",
        ":3: labels: is missing: add it",
    ]
    assert said[3] == ":5: the id 'a' stands in an earlier line: give each item its own"


def test_a_missing_file_of_labelled_items_is_one_problem(tmp_path):
    exemplars, problems = load_exemplars(tmp_path / "none.jsonl")
    assert exemplars == []
    assert len(problems) == 1


def test_a_folder_gives_the_items_of_all_its_files_and_no_id_twice(tmp_path):
    for name, ids in (("b", "pq"), ("a", "op"), ("notes", "")):
        lines = [json.dumps({"id": one, "title": f"{name} {one}", "labels": []}) for one in ids]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    exemplars, problems = load_all_exemplars(tmp_path)
    assert [e.title for e in exemplars] == ["a o", "a p", "b q"]
    assert [str(problem) for problem in problems] == [
        f"{tmp_path / 'b.jsonl'}: the id 'p' stands in another file of the folder: give each item its own"
    ]


def test_a_folder_without_labelled_items_is_a_problem(tmp_path):
    exemplars, [problem] = load_all_exemplars(tmp_path)
    assert exemplars == []
    assert "holds no labelled items" in str(problem)


def test_one_file_is_read_with_the_shared_concepts_and_all_its_faults_are_told(tmp_path):
    shared = tmp_path / "concepts.toml"
    shared.write_text('[weapon]\nen = ["shell*"]\n', encoding="utf-8")
    path = tmp_path / "fires.toml"
    path.write_text(
        'slug = "fires"\nname = "Fires"\ndefinition = "Fires."\nuses = ["weapon"]\n', encoding="utf-8"
    )
    assert load_topic(path, shared).concepts == {"weapon": {"en": ("shell*",)}}
    path.write_text('slug = "Fires"\nname = " "\ndefinition = ""\nuses = ["weapon"]\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as refusal:
        load_topic(path, shared)
    assert [problem.where.rpartition(" ")[2] for problem in refusal.value.problems] == [
        "slug",
        "name",
        "definition",
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"definition": " "}, "definition: is empty: write something"),
        ({"uses": ["wepon"]}, "uses #1: no shared concept 'wepon': there are "),
        ({"concepts": {}}, "the topic: names no concept"),
        ({"concepts": {"fire": {"any": ["*"]}}}, "concepts.fire.any #1: the term '*' may have"),
        ({"query": 7}, "query: "),
        ({"slug": None}, "slug: must be text"),
    ],
)
def test_a_topic_from_a_request_is_checked_like_a_file(changed, said):
    data = {
        "slug": "fires",
        "name": "Fires",
        "definition": "Fires.",
        "concepts": {"fire": {"any": ["fire*"]}},
    }
    assert topic_from(data, SEEDS / "concepts.toml").concepts == {"fire": {"any": ("fire*",)}}
    with pytest.raises(ConfigurationError) as refusal:
        topic_from({**data, **changed}, SEEDS / "concepts.toml")
    assert str(refusal.value).startswith(said)
