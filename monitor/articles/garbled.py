"""Whether a text came out of the wrong encoding."""

from monitor.articles.text import clean
from monitor.model import FIELDS, Article

_TAKEN_FOR = ("cp1252", "iso8859-2", "latin-1", "cp1251")  # what UTF-8 is taken for where it is broken
_COMPARED = 80  # characters: a text grows when it is misread, and may be cut for that


def garbles(before: Article, article: Article) -> bool:
    """Whether what looks like an edit is the same entry misread: a body that broke off within a character is."""
    fields = [(before.text(name), article.text(name)) for name in FIELDS]
    return any(("\ufffd" in new and "\ufffd" not in old) or _is_misread(old, new) for old, new in fields)


def _is_misread(old: str, new: str) -> bool:
    if old.isascii() or new.isascii():
        return False
    raw = old[:_COMPARED].encode()
    begins = {clean(raw.decode(encoding, "ignore")) for encoding in _TAKEN_FOR}
    return any(clean(new).startswith(begin) for begin in begins)
