"""The text of an article, out of the web page that holds it. Runs in a worker process.

Pages are hostile and slow to read: of what is refused here, each would have taken a process minutes or a gigabyte.
The process's limits of time and memory hold for the rest.
"""

import re

from monitor.articles.text import clean
from monitor.model import Fetched, NoText, PageText, Reason

TEXT_LIMIT = 64_000  # characters of a text that are kept

_BYTES = 4_000_000
_TAGS = 40_000  # an article's page has some thousands; the time it takes to read grows with the square
_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD = 2_000  # bytes in which a page without a type must show that it is one

_NOTICE = 600  # characters; whatever is longer is an article
_WORDS = 3  # of a headline that are needed to tell whether a text belongs to it
_STEM = 4  # letters of a word that stay the same in its other forms


def extract(page: Fetched, title: str = "") -> PageText | NoText:
    """The article on a page, its text a line a paragraph, at most TEXT_LIMIT characters; or why there is none.

    `title` is the article's headline: it is dropped from the text, and without it a notice that stands in place of an
    article (to sign in, to pay, to consent) can't be told from a short article. Never raises for what a page holds.
    """
    refusal = _refusal(page)
    if refusal is not None:
        return refusal
    # Here and not above: it takes half a second and 40 MB, which only processes that read pages are to pay.
    from monitor.articles.page_text import article_text

    try:
        text, original = article_text(page)
    except Exception as error:  # noqa: BLE001  lxml, bs4 and trafilatura raise what they like on twisted pages
        return NoText(Reason.PARSE_CRASH, f"{type(error).__name__}: {error}"[:200])
    text = _without_headline(clean(text), title)
    if not text:
        return NoText(Reason.NO_TEXT)
    if _is_notice(text, title):
        return NoText(Reason.WALL, text.partition("\n")[0][:80])
    return PageText(_cut(text), original)


def _refusal(page: Fetched) -> NoText | None:
    kind = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_page = kind in _TYPES if kind else _LOOKS_LIKE_HTML.search(page.body, 0, _HEAD) is not None
    if not is_page or page.body.startswith(b"%PDF-"):
        return NoText(Reason.NOT_A_PAGE, kind[:80])
    if len(page.body) > _BYTES:
        return NoText(Reason.TOO_LARGE, f"over {_BYTES:,} bytes")
    if page.body.count(b"<") > _TAGS:
        return NoText(Reason.TOO_LARGE, f"over {_TAGS:,} tags")
    return None


def _without_headline(text: str, title: str) -> str:
    headline = " ".join(title.split()).casefold()
    return "\n".join(line for line in text.split("\n") if line.casefold() != headline)


def _is_notice(text: str, title: str) -> bool:
    """Whether a text is short and shares no word with the headline. Where in doubt, it is an article."""
    words = {word[:_STEM] for word in re.findall(rf"[^\W\d_]{{{_STEM},}}", title.casefold())}
    text = text.casefold()
    return len(text) < _NOTICE and len(words) >= _WORDS and not any(word in text for word in words)


def _cut(text: str) -> str:
    if len(text) <= TEXT_LIMIT:
        return text
    return text[: TEXT_LIMIT - 1].rsplit(None, 1)[0] + "…"
