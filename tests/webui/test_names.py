"""The pages of names: the list, one name, new spellings and what an editor decides on them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from monitor.model import Role
from tests.webui.newsroom import Newsroom
from tests.webui.speeches import told
from tests.webui.visits import page, post


@pytest.fixture
def articles(newsroom: Newsroom) -> tuple[int, ...]:
    return told(newsroom.store)


@pytest.fixture
def editor(client_as: Callable[[Role], FlaskClient], articles: tuple[int, ...]) -> FlaskClient:
    return client_as(Role.EDITOR)


def text(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(page(response).select_one("main").get_text(" ").split())


def names(client: FlaskClient, path: str) -> list[str]:
    return [one.get_text() for one in page(client.get(path)).select("tbody th a")]


def suggestions(client: FlaskClient) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page(client.get("/names/spellings")).select("h2")]


def decide(client: FlaskClient, number: int, says: str, **more: str):
    return post(client, f"/names/spellings/{number}", says=says, **more)


def test_names_are_listed_the_most_told_of_first(editor: FlaskClient) -> None:
    assert names(editor, "/names") == ["Kyiv", "Rheinmetall", "Boris Pistorius"]


@pytest.mark.parametrize("words", ["Київ", "kiew", "KIEV", "capital of Ukraine"])
def test_a_name_is_found_by_any_spelling_and_by_its_role(editor: FlaskClient, words: str) -> None:
    assert "Kyiv" in names(editor, f"/names?q={words}")


def test_a_kind_lists_those_too_that_nobody_tells_of(editor: FlaskClient) -> None:
    people = names(editor, "/names?kind=person")
    assert people[0] == "Boris Pistorius"
    assert "Rustem Umerov" in people
    assert "Kyiv" not in people


def test_a_search_without_hits_says_what_to_do_next(editor: FlaskClient) -> None:
    found = page(editor.get("/names?q=Nobody+Anywhere"))
    assert "No such name" in found.get_text()
    assert found.select_one('a[href="/names/new?name=Nobody+Anywhere"]')


def test_a_desk_without_names_says_when_they_come(reader: FlaskClient) -> None:
    assert "New articles are read for names within seconds" in text(reader, "/names")


def test_the_page_of_a_name_tells_all_that_is_known_of_it(
    editor: FlaskClient, articles: tuple[int, ...]
) -> None:
    shown = page(editor.get("/names/boris-pistorius"))
    told_ = " ".join(shown.select_one("main").get_text(" ").split())
    assert "defence minister of Germany since 2023" in told_
    assert "Articles 2 First seen Fri 20 Nov 2026, 04:52 EET Last seen Fri 20 Nov 2026, 07:52 EET" in told_
    assert "The talks went on longer than any of us had planned" in told_
    assert [one.get_text() for one in shown.select(".together a")] == ["Kyiv", "Rheinmetall"]
    assert "пісторіус…" in told_
    assert [one["href"] for one in shown.select(".name-title")] == [f"/articles/{n}" for n in articles[:2]]


def test_a_name_that_nobody_tells_of_has_a_page_that_says_so(editor: FlaskClient) -> None:
    assert "Not in the news so far" in text(editor, "/names/rustem-umerov")


@pytest.mark.parametrize("path", ["/names/nobody", "/names/%00", "/names/" + "x" * 5_000, "/names/..%2f"])
def test_a_name_that_the_desk_does_not_know_is_not_found(editor: FlaskClient, path: str) -> None:
    assert editor.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/names?q=" + "x" * 100_000,
        "/names?q=%00%ff%0a",
        "/names?kind=yacht",
        "/names/kyiv?older=!!",
        "/names?q=*",
    ],
)
def test_odd_addresses_are_answered_plainly(editor: FlaskClient, path: str) -> None:
    assert editor.get(path).status_code == 200


def test_new_spellings_wait_with_the_article_that_has_them(
    editor: FlaskClient, articles: tuple[int, ...]
) -> None:
    assert "2 new spellings wait" in text(editor, "/names")
    assert suggestions(editor) == [
        "Rustem Umierov is Rustem Umerov ?",
        "Oleksandr Sirskyj is Oleksandr Syrskyi ?",
    ]
    assert page(editor.get("/names/spellings")).select_one(f'a[href="/articles/{articles[5]}"]')


def test_a_confirmed_spelling_counts_at_once(editor: FlaskClient, newsroom: Newsroom) -> None:
    first, second = newsroom.store.spellings.suggested(5)
    response = decide(editor, first.spelling.number, "confirmed", next=str(second.spelling.number))
    assert response.status_code == 303
    assert response.location == f"/names/spellings#spelling-{second.spelling.number}"
    shown = text(editor, "/names/spellings")
    assert "“Rustem Umierov” is now a spelling of Rustem Umerov." in shown
    assert suggestions(editor) == ["Oleksandr Sirskyj is Oleksandr Syrskyi ?"]
    assert "Articles 2" in text(editor, "/names/rustem-umerov")
    assert "Confirmed here Rustem Umierov editor one" in text(editor, "/names/rustem-umerov")


def test_a_confirmation_is_withdrawn_on_the_name_s_page(editor: FlaskClient, newsroom: Newsroom) -> None:
    number = newsroom.store.spellings.suggested(5)[0].spelling.number
    decide(editor, number, "confirmed")
    response = decide(editor, number, "refused", back="name")
    assert response.location == "/names/rustem-umerov"
    assert "“Rustem Umierov” is no spelling of Rustem Umerov." in text(editor, "/names/rustem-umerov")
    assert "Not in the news so far" in text(editor, "/names/rustem-umerov")


def test_only_editors_decide(reader: FlaskClient, newsroom: Newsroom, articles: tuple[int, ...]) -> None:
    number = newsroom.store.spellings.suggested(5)[0].spelling.number
    assert page(reader.get("/names/spellings")).select("main form") == []
    for path in (f"/names/spellings/{number}", "/names/kyiv/spellings", "/names/new"):
        assert post(reader, path, says="confirmed").status_code == 403
    assert reader.get("/names/new").status_code == 403
    assert newsroom.store.names.additions().spellings == ()


def test_strangers_are_asked_to_sign_in(stranger: FlaskClient) -> None:
    for path in ("/names", "/names/kyiv", "/names/spellings", "/names/new", "/quotes"):
        assert stranger.get(path).location.startswith("/sign-in")


def test_a_decision_that_makes_no_sense_is_refused(editor: FlaskClient, newsroom: Newsroom) -> None:
    number = newsroom.store.spellings.suggested(5)[0].spelling.number
    assert decide(editor, number, "perhaps").status_code == 400
    assert decide(editor, 999, "confirmed").status_code == 404
    odd = decide(editor, number, "refused", next="javascript:alert(1)")
    assert odd.location == "/names/spellings"


def test_an_editor_adds_a_spelling(editor: FlaskClient, newsroom: Newsroom) -> None:
    assert post(editor, "/names/rustem-umerov/spellings", written=" Rustem  Umierov ").status_code == 303
    assert "is now a spelling of Rustem Umerov" in text(editor, "/names/rustem-umerov")
    assert "Articles 2" in text(editor, "/names/rustem-umerov")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "is empty"),
        ("Abc", "at least 4 letters"),
        ("Price", "everyday word"),
        ("Umier*", "without *"),
        ("Kiew", "is a spelling of Kyiv already"),
        ("Умеrov", "mixes Latin and other letters"),
    ],
)
def test_a_spelling_that_could_mean_others_is_not_added(
    editor: FlaskClient, newsroom: Newsroom, written: str, says: str
) -> None:
    post(editor, "/names/rustem-umerov/spellings", written=written)
    shown = text(editor, "/names/rustem-umerov")
    assert "Not added" in shown
    assert says in shown
    assert newsroom.store.names.additions().spellings == ()


def test_a_name_that_is_not_there_gets_no_spelling(editor: FlaskClient) -> None:
    assert post(editor, "/names/nobody/spellings", written="Nobody Anywhere").status_code == 404


def test_an_editor_adds_a_name_and_past_articles_tell_of_it(editor: FlaskClient) -> None:
    response = post(
        editor, "/names/new", name="Oona Kestrelby", kind="person", role="head of a yard", countries="NO, se"
    )
    assert (response.status_code, response.location) == (303, "/names/oona-kestrelby")
    shown = text(editor, "/names/oona-kestrelby")
    assert "head of a yard · Norway, Sweden" in shown
    assert "We sign on Monday, and the first hull is laid in spring" in shown
    assert "Articles 3" in shown


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": ""}, "The name is empty"),
        ({"name": "Price"}, "everyday word"),
        ({"name": "Київ"}, "This is a spelling of Kyiv already"),
        ({"name": "Oona*"}, "in letters and figures"),
        ({"role": ""}, "Say who or what it is"),
        ({"countries": "Norway"}, "codes of two letters"),
        ({"kind": "yacht"}, "Not a valid choice"),
    ],
)
def test_a_faulty_name_is_refused_at_the_field(editor: FlaskClient, given: dict[str, str], says: str) -> None:
    form = {"name": "Oona Kestrelby", "kind": "person", "role": "head of a yard", "countries": ""} | given
    response = post(editor, "/names/new", **form)
    assert response.status_code == 422
    assert says in " ".join(one.get_text() for one in page(response).select(".field-error"))


def test_an_article_names_those_it_tells_of(editor: FlaskClient, articles: tuple[int, ...]) -> None:
    shown = text(editor, f"/articles/{articles[0]}")
    assert "Names Boris Pistorius Kyiv Rheinmetall Said here" in shown
    assert "Oona Kestrelby, head of the Norland yard" in shown
