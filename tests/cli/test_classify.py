"""`wiredesk classify` and `evaluate`: JSON Lines in, answers and figures out."""

import json
from pathlib import Path

import pytest

ITEM = {
    "id": "a1",
    "title": "Ministry suspends export licences for thermal sights",
    "summary": "Applications for sales of rifles and sights abroad are on hold until a review ends.",
    "lang": "en",
    "outlet": "harbour.example",
}


def lines(*items: object) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def test_each_item_is_answered_with_topics_and_evidence(wiredesk) -> None:
    result = wiredesk("classify", stdin=lines(ITEM))
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["id"] == "a1"
    assert {topic["topic"] for topic in answer["topics"]} == {
        "export-bans",
        "coproduction",
        "procurement-scandals",
    }
    (matched,) = (topic for topic in answer["topics"] if topic["matched"])
    assert matched["topic"] == "export-bans"
    assert matched["evidence"]
    for span in matched["evidence"]:
        assert ITEM[span["field"]][span["start"] : span["end"]] == span["text"]
        assert span["why"]


def test_bad_lines_are_named_and_the_others_go_on(wiredesk) -> None:
    stdin = (
        "nonsense\n" + lines([], {"title": "no id"}, {"id": "1", "title": None}, {**ITEM, "id": "7"}) + "\n"
    )
    result = wiredesk("classify", stdin=stdin)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["7"]
    for number in (1, 2, 3, 4):
        assert f"<stdin>:{number}: " in result.stderr, result.stderr


@pytest.mark.reliability(60)
@pytest.mark.parametrize(
    "text", ["", "три слова тут", "النص العربي", "中文新聞標題", "🙂" * 50, "x" * 100_000], ids=len
)
def test_any_text_is_answered(wiredesk, text: str) -> None:
    result = wiredesk("classify", stdin=lines({"id": "x", "title": text, "summary": text}))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "x"


def test_evaluate_prints_a_table_and_holds_a_floor(wiredesk, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(lines({**ITEM, "story": "s", "labels": ["export-bans"]}))
    result = wiredesk("evaluate", gold, "--floor", "1.0")
    assert result.exit_code == 1, result.output  # two topics have no item, so no F1
    assert "by the words alone" in result.stdout
    assert "export-bans" in result.stdout
    assert "macro F1" in result.stdout


def test_evaluate_names_the_faults_of_its_file(wiredesk, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n")
    result = wiredesk("evaluate", gold)
    assert (result.exit_code, "gold.jsonl" in result.output, "Traceback" in result.output) == (1, True, False)
