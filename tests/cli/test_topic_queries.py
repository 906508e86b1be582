"""`wiredesk topics check-query`: what a query means and what it finds."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli.context import Context
from monitor.cli.topic_queries import check_query

ITEMS = "".join(
    json.dumps({"id": str(number), "title": title, "summary": "", "lang": lang, "outlet": "Harbour Times"})
    + "\n"
    for number, (title, lang) in enumerate(
        [("Export licences on hold", "en"), ("Drone ban", "en"), ("Запрет на экспорт, export", "ru")]
    )
)


@pytest.fixture
def check(data: Path):
    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(check_query, arguments, input=stdin, obj=Context(data, None))

    return run


def test_a_query_is_read_back_with_its_cost(check) -> None:
    result = check("licen* NEAR/5 export NOT lang:ru")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == (
        "An article that has a word beginning with 'licen', within 5 words of the word 'export' and is not in Russian."
    )
    assert "Cost: cheap" in result.stdout


def test_the_concepts_of_the_desk_are_known(check) -> None:
    assert check("@weapon").exit_code == 0
    refused = check("@wepon")
    assert refused.exit_code == 1
    assert "there is no concept 'wepon': did you mean @weapon" in refused.stderr
    assert refused.stderr.rstrip().endswith("^")


def test_items_are_tried_and_those_that_match_are_listed_with_the_words(check) -> None:
    result = check("(export OR licen* OR films) NOT lang:ru outlet:harbour", "--items", "-", stdin=ITEMS)
    assert result.exit_code == 0, result.output
    assert "! films: brings none of the 3 articles" in result.stdout
    assert "Export, licences" in result.stdout
    assert "1 of 3 items match." in result.stdout


def test_a_query_that_can_not_match_and_one_that_is_stopped_are_named(check) -> None:
    assert "! the query: can never match, as no article is both" in check("lang:de lang:fr").stdout
    slow = json.dumps({"id": "1", "title": "a" * 5_000 + "!"}) + "\n"
    assert "! the regex /(a+)+$/ took too long" in check("/(a+)+$/", "--items", "-", stdin=slow).stdout


def test_json_holds_all_of_it(check) -> None:
    result = check("export OR films", "--items", "-", "--json", stdin=ITEMS)
    answer = json.loads(result.stdout)
    assert answer["items"] == 3
    assert [match["id"] for match in answer["matches"]] == ["0", "2"]
    assert answer["matches"][0]["evidence"][0]["text"] == "Export"
    assert answer["findings"][0]["clause"] == "films"
    assert answer["cost"]["level"] == "cheap"


def test_a_bad_line_is_named_and_the_others_go_on(check) -> None:
    result = check("export", "--items", "-", stdin="nonsense\n" + ITEMS)
    assert result.exit_code == 1
    assert "<stdin>:1: is not JSON" in result.stderr
    assert "2 of 3 items match." in result.stdout
