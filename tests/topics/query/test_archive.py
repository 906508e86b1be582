from monitor.topics.query import ArticleText, parse
from monitor.topics.query.archive import review_archive
from tests.samples import article


def said(query: str, *archive: tuple[str, bool | None]) -> list[str]:
    items = [
        (ArticleText(article(i, title=title, summary="")), right) for i, (title, right) in enumerate(archive)
    ]
    return [str(finding) for finding in review_archive(parse(query, {"arms": ["drone*"]}), items)]


def test_an_alternative_that_brings_nothing_is_dead():
    assert said("ban (export OR licen* OR @arms)", ("export ban", None), ("export drones", None)) == [
        "licen*: brings none of the 2 articles",
        "@arms: brings none of the 2 articles",
    ]


def test_within_near_an_alternative_is_dead_if_it_stands_near_nothing():
    assert said("ban NEAR/1 (export OR licence)", ("export ban, and some licence", None)) == [
        "licence: brings none of the 1 articles"
    ]


def test_a_not_that_keeps_nothing_out_is_dead():
    archive = [("export ban", None), ("export of grain", None), ("films of grain", None)]
    assert said("export NOT grain NOT films", *archive) == ["NOT films: keeps none of the 3 articles out"]
    assert said("export NOT grain NOT films", *archive, ("export of films on grain", None)) == []


def test_what_brings_only_what_was_judged_wrong_is_noise():
    archive = [("export ban", True), ("import ban", False), ("import fair", False)]
    assert said("export OR import", *archive) == ["import: brings only articles judged wrong (2)"]


def test_what_nothing_else_supports_is_named_once_anything_has_been_judged_right():
    alone = [(f"fair number {n}", None) for n in range(3)]
    assert said("export OR fair", ("export ban", True), *alone) == [
        "fair: brings 3 articles that no other alternative finds and nobody has judged right"
    ]
    assert said("export OR fair", ("export ban", None), *alone) == []
    assert said("export OR fair", ("export ban", True), *alone[:2]) == []
    assert said("export OR fair", ("export ban", True), ("export fair", None), *alone) == []
    assert said("export OR fair", ("export ban", True), ("the fair", True), *alone) == []


def test_a_query_that_matches_nothing_is_one_finding():
    assert said("export licence OR films", ("export ban", None)) == [
        "the query: matches none of the 1 articles"
    ]


def test_of_an_empty_archive_nothing_is_said():
    assert said("export OR ban") == []
