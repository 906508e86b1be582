"""`wiredesk stories`: a list of items grouped, and the stories of the desk seen and edited."""

import json
from pathlib import Path

import pytest

from monitor.settings import Settings
from monitor.wiring import open_installation
from tests.told import brought, put, told

WIRE = (
    "Kestrelby Yards will build 38 patrol boats worth 412 million euros in Maristow, Ottoline Brandreth said."
)
ITEMS = [
    {
        "id": "a",
        "title": "Yard wins order for 38 boats",
        "summary": WIRE,
        "outlet": "One",
        "published": "2026-03-02",
    },
    {
        "id": "b",
        "title": "38 boats for Freedonia",
        "summary": WIRE,
        "outlet": "Two",
        "published": "2026-03-03",
    },
    {
        "id": "c",
        "title": "Wheat harvest below last year",
        "summary": "",
        "outlet": "Two",
        "published": "2026-03-03",
    },
]


def lines(*items: object) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def test_each_item_is_answered_with_its_story_and_whose_text_it_is(wiredesk) -> None:
    result = wiredesk("stories", stdin=lines(*ITEMS))
    assert result.exit_code == 0, result.output
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["id"], one["story"], one["original"]) for one in answers] == [
        ("a", "a", ""), ("b", "a", "a"), ("c", "c", ""),
    ]  # fmt: skip
    assert all(one["why"] for one in answers)


def test_a_file_is_read_and_two_items_of_one_address_are_two(wiredesk, tmp_path: Path) -> None:
    file = tmp_path / "items.jsonl"
    file.write_text(lines(*({**item, "url": "https://one.example/"} for item in ITEMS)))
    result = wiredesk("stories", file)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b", "c"]


def test_bad_lines_are_named_and_the_others_go_on(wiredesk) -> None:
    result = wiredesk("stories", stdin="nonsense\n" + lines([], ITEMS[0], {"title": "no id"}, ITEMS[0]))
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a"]
    for number in (1, 2, 4, 5):
        assert f"<stdin>:{number}: " in result.stderr, result.stderr


@pytest.fixture
def desk(data: Path) -> list[int]:
    """Three articles in the store: two of one story, one of another."""
    installation = open_installation(data, Settings(), [])
    a, b = brought(
        installation.store, [told(1, "Yard wins order", hours=3), told(2, "Order for yard", hours=2)], 1
    )
    (c,) = brought(installation.store, [told(3, "Wheat below last year", hours=1)], 2)
    put(installation.store, {a: "x", b: "x", c: "y"}, told={a: ["Kestrelby"], b: ["Brandreth"]})
    installation.close()
    return [a, b, c]


def test_stories_are_listed_shown_and_edited(wiredesk, desk: list[int]) -> None:
    listed = json.loads(wiredesk("stories", "list", "--json").stdout)
    assert [(one["headline"], one["reports"]) for one in listed] == [
        ("Wheat below last year", 1),
        ("Yard wins order", 2),
    ]
    wheat, order = (one["story"] for one in listed)
    shown = json.loads(wiredesk("stories", "show", order, "--json").stdout)
    assert [[added["text"] for added in one["adds"]] for one in shown["timeline"]] == [
        ["Kestrelby"],
        ["Brandreth"],
    ]
    merged = wiredesk("stories", "merge", order, wheat, "--because", "one event", "--json")
    assert json.loads(merged.stdout)["article_ids"] == [desk[2]]
    edit = json.loads(merged.stdout)["number"]
    assert "one event" in wiredesk("stories", "show", order).stdout
    assert f"Edit {edit} is undone" in wiredesk("stories", "undo", edit).stdout
    assert len(json.loads(wiredesk("stories", "list", "--json").stdout)) == 2
    split = json.loads(
        wiredesk("stories", "split", order, desk[1], "--because", "another yard", "--json").stdout
    )
    wiredesk("stories", "move", desk[1], order, "--because", "the same after all")
    wiredesk("stories", "headline", order, "A better one", "--because", "clearer")
    assert "A better one" in wiredesk("stories", "show", split["story_id"]).stdout


def test_what_can_not_be_is_told_in_a_line(wiredesk, desk: list[int]) -> None:
    for words in (("show", 99), ("merge", 1, 99, "--because", "x"), ("undo", 99)):
        result = wiredesk("stories", *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("there is no ")


def test_explain_says_in_which_story_an_article_stands(wiredesk, desk: list[int]) -> None:
    stages = json.loads(wiredesk("explain", desk[1], "--json").stdout)
    (stage,) = (one for one in stages if one["stage"] == "story")
    assert stage["headline"] == "Yard wins order"
    assert [item["title"] for item in stage["items"]] == ["Brandreth"]
