"""Watchlists as queries of nothing but alternatives."""

import pytest

from monitor.topics.query import QuerySyntaxError
from webui.search.alternatives import entries, entry, joined, readable, without


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Brevik", ("Brevik",)),
        ('"Brevik Motor" OR nordfors*', ('"Brevik Motor"', "nordfors*")),
        ('"ban OR halt" OR Export', ('"ban or halt"', "export")),
        ("a OR (b OR c)", ("a", "b", "c")),
        ("(ban export) OR @licence", ("(ban export)", "@licence")),
        ("ban NEAR/5 export", ("ban NEAR/5 export",)),
        ("ban export", ()),
        ("lang:de", ()),
        ("ban (", ()),
    ],
)
def test_a_query_of_alternatives_is_a_list_of_them(query: str, expected: tuple[str, ...]) -> None:
    assert entries(query) == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  Brevik   Motor ", '"Brevik Motor"'),
        ("Brevik", "Brevik"),
        ("ban OR halt", "ban OR halt"),
        ('"ban" export', '"ban" export'),
        ("licen* NEAR/5 export*", "licen* NEAR/5 export*"),
        ("heckler & koch", '"heckler & koch"'),
        ("@licence ban*", "@licence ban*"),
        ("Д’Артаньян і сини", '"Д’Артаньян і сини"'),
    ],
)
def test_several_words_of_a_line_are_a_name(written: str, meant: str) -> None:
    assert entry(written) == meant


def test_each_entry_is_kept_once_and_comes_off_again() -> None:
    query = joined(["a OR B", "b c", "A"])
    assert entries(query) == ("a", "B", "b c")
    assert entries(without(query, "b c")) == ("a", "B")
    assert without("a", "a") == ""
    assert without(query, "not there") == query


def test_lines_that_say_too_little_for_a_query_are_no_entries() -> None:
    assert readable(["Leopard 2", "leopard 2*", "leopard*"]) == ["Leopard 2", "leopard*"]


def test_what_can_not_be_read_is_not_joined() -> None:
    with pytest.raises(QuerySyntaxError):
        joined(["a", "b ("])
