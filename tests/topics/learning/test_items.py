import json

from monitor.configuration.problems import Problem
from monitor.model import Article
from monitor.topics.judging.classify import classify
from monitor.topics.learning.items import answer, parse_articles


def test_each_line_is_an_article_or_a_problem_that_names_file_and_line():
    lines = [
        b'{"id": "a", "title": "T", "summary": "S", "lang": "en", "published": "2026-01-06", "url": "https://a.example/"}',
        b"\xff",
        b'"text"',
        '{"id": "b", "title": "Ще", "published": "yesterday"}',
        b"",
        b'{"title": "no id"}',
    ]
    a, bad, text, b, nameless = parse_articles(lines, "in.jsonl")
    assert isinstance(a, Article)
    assert (a.entry_id, a.title, a.summary, a.language) == ("a", "T", "S", "en")
    assert a.published is not None
    assert a.published.isoformat() == "2026-01-06T00:00:00+00:00"
    assert isinstance(b, Article)
    assert (b.title, b.summary, b.published) == ("Ще", "", None)
    for number, problem in ((2, bad), (3, text), (6, nameless)):
        assert isinstance(problem, Problem)
        assert str(problem).startswith(f"in.jsonl:{number}: ")


def test_the_answer_is_plain_json_with_every_topic(topics, model):
    line = json.dumps({"id": "7", "title": "Parliament lifts its embargo on arms exports to Tamsia"})
    [article] = parse_articles([line], "in.jsonl")
    assert isinstance(article, Article)
    said = json.loads(json.dumps(answer(article, classify(article, model))))
    assert said["id"] == "7"
    by_topic = {topic["topic"]: topic for topic in said["topics"]}
    assert set(by_topic) == {"coproduction", "export-bans", "procurement-scandals"}
    assert by_topic["export-bans"]["matched"] is True
    assert set(by_topic["export-bans"]["evidence"][0]) == {"field", "start", "end", "text", "why"}
