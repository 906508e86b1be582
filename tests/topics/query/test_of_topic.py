import pytest

from monitor.model import QueryRole, Topic
from monitor.topics.files.reading import load_topics
from monitor.topics.query import ArticleText
from monitor.topics.query.of_topic import query_of
from tests.samples import article

SHARED = '[weapon]\nen = ["drone*"]\nde = ["*drohne*"]\n[ban]\nen = ["ban"]\n'
SOUND = '''
slug = "drone-bans"
name = "Drone bans"
definition = "Bans on drones."
uses = ["weapon"]
query = """
@weapon NEAR/5 ban*
  NOT lang:ru"""
query_as = "gate"
'''


@pytest.fixture
def load(tmp_path):
    def write(text: str):
        (tmp_path / "topics").mkdir()
        (tmp_path / "concepts.toml").write_text(SHARED, encoding="utf-8")
        (tmp_path / "topics" / "t.toml").write_text(text, encoding="utf-8")
        return load_topics(tmp_path / "topics", tmp_path / "concepts.toml")

    return write


def test_a_topic_file_may_hold_a_query_with_the_topics_concepts_in_all_languages(load):
    [topic] = load(SOUND).topics
    assert topic.query_as is QueryRole.GATE
    query = query_of(topic)
    assert query is not None
    assert query.match(ArticleText(article(1, title="Kampfdrohnen: ban stays"))).matched


def test_a_topic_without_a_query_has_none(load):
    assert query_of(Topic("t", "T", "", {})) is None


def test_a_pure_query_needs_no_concept(load):
    loaded = load(
        SOUND.replace('uses = ["weapon"]', "").replace("@weapon", "drone*").replace("gate", "alone")
    )
    assert loaded.problems == []
    assert loaded.topics[0].query_as is QueryRole.ALONE


@pytest.mark.reliability(59)
@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("NEAR/5", "NEAR/x", 6, "query, line 1, column 9: NEAR/x names no distance: write NEAR/5"),
        ("NOT lang:ru", "NOT OR", 6, "query, line 2, column 7: found OR: expected a word"),
        (
            "@weapon",
            "@wepon",
            6,
            "query, line 1, column 1: there is no concept 'wepon': did you mean @weapon",
        ),
        ("@weapon", "@ban", 6, "query, line 1, column 1: there is no concept 'ban': there are @weapon"),
        ("@weapon", "/[/", 6, "query, line 1, column 1: this is no regular expression"),
        ('query_as = "gate"', "", 6, 'query: nothing says what the query decides: write query_as = "gate"'),
        ('"gate"', '"fence"', 9, "query_as: must be 'gate', 'addition' or 'alone' (is 'fence')"),
        ("query = ", "definition2 = ", 6, "definition2: unknown key"),
        ('query = """', 'query = " "\nname2 = """', 7, "name2: unknown key"),
    ],
)
def test_a_fault_is_named_with_file_key_and_place_in_the_query(load, before, after, line, words):
    loaded = load(SOUND.replace(before, after))
    assert loaded.topics == []
    said = str(loaded.problems[0])
    assert f"t.toml:{line}: " in said
    assert words in said


def test_a_role_without_a_query_is_a_fault(load):
    [problem] = load(SOUND.replace("@weapon NEAR/5 ban*\n  NOT lang:ru", "")).problems
    assert "t.toml:8: query_as: there is no query: write query = ..., or remove this" in str(problem)
