"""An HTML document as one for Word: headings, paragraphs, lists and links. Other elements stand for what is in them."""

import io

from bs4 import BeautifulSoup, Tag
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from webui.search.downloads import NOT_XML

_STYLES = {
    "h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "p": "Normal", "li": "List Bullet", "blockquote": "Quote",
}  # fmt: skip
_INK, _SOFT, _LINK = RGBColor(0x16, 0x20, 0x2B), RGBColor(0x46, 0x52, 0x60), "0A58A3"
_BOLD, _ITALIC, _SMALL = frozenset({"strong", "b"}), frozenset({"em", "i"}), frozenset({"small"})


def word(document: str, title: str, author: str) -> bytes:
    """The body of an HTML document as a .docx file."""
    made = Document()
    made.core_properties.title, made.core_properties.author = _clean(title), _clean(author)
    _set_styles(made)
    body = BeautifulSoup(document, "lxml").body
    if body is not None:
        _walk(made, body)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _set_styles(made: WordDocument) -> None:
    for name, size in (("Normal", 11), ("Title", 24), ("Heading 1", 16), ("Heading 2", 12), ("Quote", 11)):
        font = made.styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), _INK


def _walk(made: WordDocument, element: Tag) -> None:
    for child in element.children:
        if not isinstance(child, Tag):
            continue
        if child.name in _STYLES:
            _write(made.add_paragraph(style=_STYLES[child.name]), child, frozenset())
        else:
            _walk(made, child)


def _write(paragraph: Paragraph, element: Tag, inside: frozenset[str]) -> None:
    """What is inside an element, at the end of a paragraph."""
    for child in element.children:
        if not isinstance(child, Tag):
            _run(paragraph, str(child), inside)
        elif child.name == "br":
            paragraph.add_run().add_break()
        elif child.name == "a" and child.get("href"):
            _link(paragraph, str(child["href"]), child.get_text())
        else:
            _write(paragraph, child, inside | {child.name})


def _run(paragraph: Paragraph, text: str, inside: frozenset[str]) -> None:
    shown = _folded(paragraph, text)
    if not shown:
        return
    run = paragraph.add_run(shown)
    run.bold, run.italic = bool(inside & _BOLD) or None, bool(inside & _ITALIC) or None
    if inside & _SMALL:
        run.font.size, run.font.color.rgb = Pt(9.5), _SOFT


def _folded(paragraph: Paragraph, text: str) -> str:
    """The text with its white space as HTML reads it: none at the beginning, else one space."""
    words = " ".join(_clean(text).split())
    before = " " if text[:1].isspace() and not (paragraph.text[-1:] or " ").isspace() else ""
    return before + words + (" " if words and text[-1].isspace() else "")


def _link(paragraph: Paragraph, address: str, text: str) -> None:
    """A link in the way of Word, for which the library has no call: a run inside an element that names the address."""
    number = paragraph.part.relate_to(_clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    run = paragraph.add_run(" ".join(_clean(text).split()))
    run.font.underline, run.font.color.rgb = True, RGBColor.from_string(_LINK)
    link.append(run._r)
    paragraph._p.append(link)


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)
