import pytest

from monitor.stories.copies.credit import credit


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("News.\nThis article was originally published by Harbour Gazette.", "Harbour Gazette"),
        ("The post Nine boats appeared first on Naval Ledger.", "Naval Ledger"),
        ("News. Courtesy of the Naval Ledger.", "Naval Ledger"),
        ("News.\nSource: Naval Ledger", "Naval Ledger"),
        ("WASHINGTON (AP) — The ministry said so.", "Associated Press"),
        ("BERLIN (Reuters) - The ministry said so.", "Reuters"),
        ("Berlin (dpa) - Das Ministerium sagt es.", "dpa"),
        ("Das Ministerium sagt es. (dpa)", "dpa"),
        ("Zuerst erschienen in der Hafenzeitung.", "Hafenzeitung"),
        ("Initialement publié par Le Quai du Nord.", "Quai du Nord"),
        ("Publicado originalmente en El Faro de Alba.", "Faro de Alba"),
        ("Pubblicato originariamente su Il Molo.", "Molo"),
        ("Publicado originalmente em Cais do Norte.", "Cais do Norte"),
        ("Pierwotnie opublikowano w Kurier Portowy.", "Kurier Portowy"),
        ("Впервые опубликовано в Портовый вестник.", "Портовый вестник"),
        ("Вперше опубліковано в Портовий вісник.", "Портовий вісник"),
        ("Джерело: Портовий вісник", "Портовий вісник"),
        ("Kaynak: Liman Postası", "Liman Postası"),
        ("İlk olarak Liman Postası'nda yayınlandı.", "Liman Postası"),
        (
            "Text.\nClick here for the original source: https://www.naval-ledger.example/a/1",
            "naval-ledger.example",
        ),
        ("KYIV. July 1 (Interfax-Ukraine) - They said.", "Interfax-Ukraine"),
    ],
)
def test_a_mark_names_the_source(text, outlet):
    found = credit(text)
    assert found is not None
    assert found.outlet == outlet
    assert 0.5 < found.sure < 1
    assert found.why


def test_a_byline_names_an_agency():
    found = credit("They said so.", author="Reuters")
    assert found is not None
    assert found.outlet == "Reuters"


def test_a_canonical_address_elsewhere_names_a_host():
    found = credit("Text", url="https://mirror.example/1", canonical="https://www.naval-ledger.example/1")
    assert found is not None
    assert found.host == "naval-ledger.example"
    assert credit("Text", url="https://mirror.example/1", canonical="https://www.mirror.example/one") is None


def test_nobody_credits_itself():
    assert credit("BERLIN (Reuters) - They said so.", outlet="Reuters") is None
    assert credit("Source: Naval Ledger", outlet="The Naval Ledger") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The content is courtesy of the original site.",
        "He spoke (in Paris) - and left.",
        "A source: nobody says which, at all, ever.",
    ],
)
def test_words_that_name_nobody_credit_nobody(text):
    assert credit(text) is None


def test_the_surest_mark_counts():
    found = credit(
        "BERLIN (Reuters) - They said so.\nThis article was originally published by Harbour Gazette."
    )
    assert found is not None
    assert found.outlet == "Harbour Gazette"
