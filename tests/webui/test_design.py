"""The living page shows every component that there is."""

import re
from pathlib import Path

from flask.testing import FlaskClient

import webui
from tests.webui.visits import page
from webui.design.tokens import colours, sizes

CSS = Path(webui.__file__).parent / "static" / "css"
_CLASS = re.compile(r"\.([a-z][a-z0-9-]*)")
_NOT_SELECTORS = re.compile(r"/\*.*?\*/|\{[^{}]*\}|@media[^{]*\{", re.DOTALL)


def classes(sheet: str) -> set[str]:
    """The classes that a style sheet has rules for."""
    return set(_CLASS.findall(_NOT_SELECTORS.sub(" ", (CSS / sheet).read_text(encoding="utf-8"))))


def shown(client: FlaskClient) -> set[str]:
    found = page(client.get("/design"))
    return {name for element in found.find_all(class_=True) for name in element["class"]}


def test_every_class_of_the_components_is_on_the_page(admin: FlaskClient) -> None:
    wanted = classes("components.css") | classes("forms.css") | classes("prose.css")
    assert {"button", "button-danger", "chip-warn", "field-error", "topic-6", "prose"} <= wanted
    assert wanted - shown(admin) == set()


def test_every_part_of_a_chart_is_on_the_page(admin: FlaskClient) -> None:
    assert classes("charts.css") - shown(admin) == {"chart-panels-wide"}  # an arrangement, and no part


def test_every_colour_and_size_has_its_name_on_the_page(admin: FlaskClient) -> None:
    sheet = (CSS / "tokens.css").read_text(encoding="utf-8")
    names = {code.text for code in page(admin.get("/design")).select("code")}
    assert {*colours(sheet), *(name for name, _ in sizes(sheet))} <= names
    assert {"accent", "topic-6-line", "bad-ground"} <= set(colours(sheet))
    assert ("text-xs", "0.75rem") in sizes(sheet)


def test_a_field_in_error_names_its_error(admin: FlaskClient) -> None:
    field = page(admin.get("/design")).select_one("input[aria-invalid=true]")
    found = page(admin.get("/design")).find(id=field["aria-describedby"].split()[-1])
    assert "must begin with" in found.text


def test_it_is_the_admins(reader: FlaskClient, stranger: FlaskClient) -> None:
    assert reader.get("/design").status_code == 403
    assert stranger.get("/design").status_code == 303
