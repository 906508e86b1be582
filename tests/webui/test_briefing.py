"""A briefing of chosen stories: the same in each of its forms, and no more than publishers allow."""

import io
import re
from collections.abc import Callable
from ctypes.util import find_library

import docx
import pypdf
import pytest
from bs4 import BeautifulSoup
from docx.opc.constants import RELATIONSHIP_TYPE
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from monitor.model import Rights
from monitor.settings import Settings
from monitor.store import Store
from monitor.store.stories.tables import reports
from monitor.store.tables import articles, feeds
from tests.told_stories import Copy, tell
from tests.webui.newsroom import NOW, Newsroom
from tests.webui.test_hostile import HOSTILE
from tests.webui.visits import csrf_token, page
from webui import create_app
from webui.briefing import pdf
from webui.briefing.asked import LONGEST_NOTE, MOST, Asked
from webui.briefing.word import word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTE = "Licences are stopped.\nTwo suppliers wait.\n\nRead before ten."


@pytest.fixture
def told(newsroom: Newsroom) -> tuple[int, int]:
    """Two stories: of three articles and a copy of the first in another outlet, and of one article."""
    first, second, third, alone, *others = newsroom.articles
    rows = newsroom.store.desk.lines(newsroom.articles)
    fourth = next(one for one in others if rows[one].feed_id != rows[first].feed_id)
    copy = {fourth: Copy(first, rows[first].outlet)}
    store = newsroom.store
    return tell(store, [first, second, third, fourth], NOW, copy), tell(store, [alone], NOW)


def words(element) -> str:
    return " ".join(element.get_text().split())


def made(
    client: FlaskClient, kind: str, *stories: int, title: str = "Morning", note: str = NOTE
) -> TestResponse:
    data = {
        "csrf_token": csrf_token(client),
        "story": [*map(str, stories)],
        "title": title,
        "note": note,
        "as": kind,
    }
    return client.post("/briefing", data=data)


def lines_of_word(response: TestResponse) -> list[tuple[str, str]]:
    found = docx.Document(io.BytesIO(response.data))
    return [(paragraph.style.name, " ".join(paragraph.text.split())) for paragraph in found.paragraphs]


def lines_of_page(found: BeautifulSoup) -> list[str]:
    return [words(line) for line in found.select_one(".briefing").select("h1, h2, h3, p, li, blockquote")]


def test_the_form_offers_the_stories_of_late_and_ticks_those_of_the_address(
    reader: FlaskClient, told: tuple[int, int]
) -> None:
    found = page(reader.get(f"/briefing/new?story={told[1]}&story=999&story=x&title=Morning"))
    boxes = {int(box["value"]): box.has_attr("checked") for box in found.select("input[name=story]")}
    assert boxes == {told[1]: True, told[0]: False}
    assert found.select_one("#title")["value"] == "Morning"
    assert words(found.select_one("legend")) == "Chosen"


def test_the_page_tells_each_story_with_its_sources_and_their_links(
    reader: FlaskClient, newsroom: Newsroom, told: tuple[int, int]
) -> None:
    found = page(made(reader, "page", *told))
    assert words(found.select_one(".briefing h1")) == "Morning"
    assert [words(one) for one in found.select(".briefing-note")] == [
        "Licences are stopped.Two suppliers wait.",
        "Read before ten.",
    ]
    first, second = found.select(".briefing section")
    assert words(first.h2) == newsroom.store.stories.line(told[0]).story.headline
    assert "4 reports" in words(first.p)
    assert len(first.select("li")) == 3
    assert sum("also carried by" in words(source) for source in first.select("li")) == 1
    assert len(second.select("li")) == 1
    links = found.select(".briefing li a")
    rows = newsroom.store.desk.lines(newsroom.articles[:4])
    assert {link["href"] for link in links} == {row.url for row in rows.values()}
    assert all(link["rel"] == ["noopener", "noreferrer"] for link in links)


@pytest.mark.parametrize("rights", list(Rights))
@pytest.mark.parametrize("kind", ["page", "html", "docx"])
def test_no_form_shows_more_of_a_text_than_its_publisher_allows(
    reader: FlaskClient, newsroom: Newsroom, told: tuple[int, int], rights: Rights, kind: str
) -> None:
    summary = "A first sentence of the text. " * 9 + "The last one, which no extract reaches any more. " * 3
    with newsroom.store.database.writing() as connection:
        connection.execute(update(feeds).values(rights=rights))
        connection.execute(update(articles).values(summary=summary))
    answer = made(reader, kind, *told)
    text = " ".join(line for _, line in lines_of_word(answer)) if kind == "docx" else words(page(answer))
    assert ("A first sentence" in text) is (rights is not Rights.HEADLINE)
    assert ("which no extract reaches" in text) is (rights is Rights.FULL)


def test_what_a_report_was_the_first_to_tell_stands_beside_it(
    reader: FlaskClient, newsroom: Newsroom, told: tuple[int, int]
) -> None:
    facts = [["sum", "EUR 40000000", "40 million euros"], ["place", "kyiv", "Kyiv"]]
    with newsroom.store.database.writing() as connection:
        connection.execute(update(reports).where(reports.c.story_id == told[1]).values(told=facts))
    (source,) = page(made(reader, "page", told[1])).select(".briefing li")
    assert "first to tell: 40 million euros; Kyiv" in words(source)


def test_a_file_of_html_is_the_same_and_needs_nothing_else(
    reader: FlaskClient, told: tuple[int, int]
) -> None:
    answer, shown = made(reader, "html", *told), page(made(reader, "page", *told))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="briefing-2026-11-20-morning.html"'
    found = page(answer)
    assert lines_of_page(found) == lines_of_page(shown)
    assert found.select("link, script, img, iframe") == []
    assert ".briefing h1" in found.style.text


def test_word_gets_the_same_lines_as_headings_lists_and_links(
    reader: FlaskClient, told: tuple[int, int]
) -> None:
    answer, shown = made(reader, "docx", *told), page(made(reader, "page", *told))
    assert answer.mimetype == WORD
    lines = lines_of_word(answer)
    assert [re.sub(r"\s", "", text) for _, text in lines] == [
        re.sub(r"\s", "", text) for text in lines_of_page(shown)
    ]
    assert [style for style, _ in lines][:2] == ["Title", "Normal"]
    assert {style for style, _ in lines} >= {"Heading 1", "Heading 2", "List Bullet", "Quote"}
    found = docx.Document(io.BytesIO(answer.data))
    assert (found.core_properties.title, found.core_properties.author) == ("Morning", "reader one")
    links = [one.target_ref for one in found.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert set(links) == {link["href"] for link in shown.select(".briefing li a")}


@pytest.mark.skipif(find_library("pangoft2-1.0") is None, reason="install Debian's libpangoft2-1.0-0")
def test_the_pdf_has_the_same_words_in_every_script_and_the_links(
    reader: FlaskClient, newsroom: Newsroom, told: tuple[int, int]
) -> None:
    answer = made(reader, "pdf", *told, title="Ранковий огляд", note="Prüfung läuft: źródła, γλώσσα")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="briefing-2026-11-20.pdf"'
    found = pypdf.PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(one.extract_text() for one in found.pages).split())
    for wanted in (
        "Ранковий огляд",
        "Prüfung läuft: źródła, γλώσσα",
        newsroom.store.stories.line(told[0]).story.headline,
    ):
        assert wanted in text
    links = {
        str(note.get_object()["/A"]["/URI"])
        for one in found.pages
        for note in one.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert links == {link["href"] for link in page(made(reader, "page", *told)).select(".briefing li a")}


@pytest.mark.parametrize("kind", ["page", "html", "docx"])
def test_hostile_text_is_text_in_every_form(
    reader: FlaskClient, newsroom: Newsroom, told: tuple[int, int], kind: str
) -> None:
    bad = "".join(HOSTILE) + "\x01\x0b"
    with newsroom.store.database.writing() as connection:
        connection.execute(update(articles).values(title=bad, summary=bad, url="javascript:alert(1)"))
    answer = made(reader, kind, *told, title=bad[:100], note=bad)
    assert answer.status_code == 200
    if kind == "docx":
        assert "<script>" in " ".join(text for _, text in lines_of_word(answer))
    else:
        found = page(answer).select_one(".briefing")
        assert found.select("script, img, svg, iframe") == []
        assert not [link for link in found.select("a") if link["href"].startswith("javascript")]


def test_a_story_that_became_part_of_another_is_told_once_and_a_gone_one_named(
    reader: FlaskClient, newsroom: Newsroom, told: tuple[int, int]
) -> None:
    newsroom.store.story_edits.merge(told[0], told[1], "editor one", "the same", NOW)
    found = page(made(reader, "page", *told, 4711))
    assert len(found.select(".briefing section")) == 1
    assert "left out: story 4711" in words(found.select_one(".notice"))


def test_without_a_story_it_says_what_is_missing_and_keeps_what_was_written(
    reader: FlaskClient, told: tuple[int, int]
) -> None:
    answer = made(reader, "docx", title="Morning", note="Kept.")
    assert answer.status_code == 422
    found = page(answer)
    assert words(found.select_one("[role=alert]")) == "Choose at least one story."
    assert (found.select_one("#title")["value"], found.select_one("#note").text.strip()) == (
        "Morning",
        "Kept.",
    )


def test_a_briefing_can_be_changed(reader: FlaskClient, told: tuple[int, int]) -> None:
    form = page(made(reader, "page", told[1])).select_one("form.briefing-forms")
    sent = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    found = page(reader.post(form.select_one(".briefing-change")["formaction"], data=sent))
    assert [box["value"] for box in found.select("input[name=story][checked]")] == [str(told[1])]
    assert found.select_one("#note").text.strip() == NOTE


def test_where_no_pdf_can_be_made_the_page_says_why(
    reader: FlaskClient, told: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "LIMIT", 0.01)
    answer = made(reader, "pdf", *told)
    assert answer.status_code == 503
    assert "choose fewer stories" in words(page(answer).select_one("[role=alert]"))


def test_two_pdfs_are_made_at_once_and_no_more(reader: FlaskClient, told: tuple[int, int]) -> None:
    with pdf.AT_ONCE, pdf.AT_ONCE:
        answer = made(reader, "pdf", *told)
    assert answer.status_code == 503
    assert "try again in a minute" in words(page(answer).select_one("[role=alert]"))


def test_numbers_are_taken_in_order_once_and_not_without_end() -> None:
    asked = Asked.read(["3", "x", "1", "/stories/3", "-2", *map(str, range(10, 99))], " a  b ", "n" * 9_999)
    assert asked.stories[:4] == (3, 1, 10, 11)
    assert len(asked.stories) == MOST
    assert (asked.title, len(asked.note)) == ("a b", LONGEST_NOTE)


def test_word_keeps_the_spaces_between_words_and_none_more() -> None:
    body = "<p>one <b>two</b>\n three<i>four</i> <a href='https://a.example/'>five</a>, six</p>"
    made = docx.Document(io.BytesIO(word(f"<html><body>{body}</body></html>", "", "")))
    assert made.paragraphs[0].text == "one two threefour five, six"
    assert [run.text for run in made.paragraphs[0].runs if run.bold] == ["two"]


def test_an_empty_desk_says_what_a_briefing_is_made_of(sqlite_store: Store) -> None:
    app = create_app(sqlite_store, Settings(), b"k" * 32, clock=lambda: NOW, open_desk=True)
    found = page(app.test_client().get("/briefing/new", base_url="http://localhost"))
    assert "made of stories" in words(found.select_one(".empty"))


def test_strangers_are_asked_to_sign_in_and_forms_need_their_token(
    stranger: FlaskClient, client_as: Callable[..., FlaskClient], reader: FlaskClient
) -> None:
    assert stranger.get("/briefing/new").status_code == 303
    assert reader.post("/briefing", data={"story": "1"}).status_code == 400
