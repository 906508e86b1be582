"""Which encoding a feed is in, whatever it declares; behind this file every feed is UTF-8.

Declarations are often wrong, and feedparser believes them: UTF-8 declared as windows-1251 would be stored garbled
without a word. The first of these that applies wins:

1. A byte order mark, or the zero bytes of UTF-16 and UTF-32 (XML 1.0, appendix F).
2. UTF-8, if the body is valid UTF-8, as text in another encoding is only by accident and while it is short. Also if it
   is UTF-8 with faults: cut off inside a character, or one item in another encoding.
3. The charset of the HTTP header, then the encoding of the XML declaration (the order of RFC 7303).
4. Windows-1252, for what looks like a Western language.

In 3 and 4 Cyrillic text is known by its most frequent letters, and the encoding in which it is Cyrillic wins. What is
then still no text is an error rather than garbage. Encodings in which ASCII's bytes may mean something else (UTF-7,
unicode_escape, punycode) are never believed: they serve to hide markup.
"""

import codecs
import re
from dataclasses import dataclass

from monitor.feeds.letters import CYRILLIC, cyrillic, is_of_another_script
from monitor.model import Fetched

_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:-]{1,40})""", re.ASCII | re.IGNORECASE)
_DECLARATION = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.ASCII)
_LEADING = re.compile(rb"^(?:\xef\xbb\xbf|[ \t\r\n])+")
_HEAD = 1_024  # bytes in which the declaration is looked for: in some feeds a warning of PHP stands before it
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before that of UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (  # how ASCII looks at the start, and "<?xm" in EBCDIC
    (re.compile(rb"[\t-~]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[\t-~]"), "utf-32-be"),
    (re.compile(rb"[\t-~]\0[\t-~]\0"), "utf-16-le"),
    (re.compile(rb"\0[\t-~]\0[\t-~]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)
# What is read in place of an encoding: the larger one that browsers read, too.
_LARGER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_BELIEVED = re.compile(
    r"utf-8|iso8859-\d+|cp125\d|koi8-[rut]|cp866|cp874|tis-620|gb18030|big5(?:hkscs)?|cp9\d\d|euc_j\w+|iso2022_jp"
)
_OF_CYRILLIC = frozenset({*CYRILLIC, "koi8-r", "koi8-t"})
_LATIN = re.compile(r"cp125[02478]|iso8859-(?:[2349]|1[03456])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A fetched body in UTF-8, which declares nothing else."""

    url: str
    body: bytes
    note: str = ""  # where it was not read as declared, or not to the last character


def in_utf8(fetched: Fetched) -> Decoded | None:
    """The body in UTF-8, from its first character on; None if it can't be said what text it is."""
    labels = _labels(fetched)
    codec = _codec_of(fetched.body, [codec for label in labels if (codec := _codec(label))])
    if not codec:
        return None
    body, lost = _transcoded(fetched.body, codec)
    notes = (_overruled(labels, body, codec), f"characters that are no {codec}: {lost:,}" if lost else "")
    return Decoded(fetched.url, _undeclared(body), "; ".join(filter(None, notes)))


def _codec_of(body: bytes, believed: list[str]) -> str:
    marked = _marked(body)
    if marked:
        return marked
    if _is_utf8(body):
        return "iso2022_jp" if b"\x1b" in body and "iso2022_jp" in believed else "utf-8"  # ASCII with escapes
    return "utf-8" if _is_mostly_utf8(body) else _legacy(body, believed)


def _marked(body: bytes) -> str:
    """The encoding that the first bytes give away; "" if they don't. The mark of UTF-8 settles nothing."""
    marks = (codec for mark, codec in _MARKS if body.startswith(mark))
    return next(marks, "") or next((codec for start, codec in _UNMARKED if start.match(body)), "")


def _labels(fetched: Fetched) -> list[str]:
    """How the HTTP header and the XML declaration name the encoding: none, one or two names."""
    header = _CHARSET.search(fetched.headers.get("content-type", ""))
    declaration = _DECLARATION.search(fetched.body, 0, _HEAD)
    names = [header[1]] if header else []
    return [*names, declaration[1].decode("ascii")] if declaration else names


def _codec(label: str) -> str:
    """Python's name of the encoding to read for a label, "" for one that is unknown or not believed."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    name = _LARGER.get(name, name)
    return name if _BELIEVED.fullmatch(name) else ""


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether as many characters beyond ASCII are right in UTF-8 as wrong, or only the last one is wrong.

    Text in another encoding holds a few pairs of bytes that are UTF-8 by accident.
    """
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return _beyond_ascii(text) - wrong >= wrong or (wrong == 1 and text.endswith("\ufffd"))


def _legacy(body: bytes, believed: list[str]) -> str:
    """The encoding of a body that is not UTF-8; "" where it can't be told."""
    declared = next((codec for codec in believed if codec != "utf-8" and _fits(body, codec)), "")
    if declared in _OF_CYRILLIC:
        return cyrillic(body, declared)
    if declared and not _LATIN.fullmatch(declared):
        return declared
    if is_of_another_script(body):
        return cyrillic(body, "")
    return declared or ("cp1252" if _fits(body, "cp1252") else "")


def _fits(body: bytes, codec: str) -> bool:
    """Whether a body reads in an encoding, but for one character beyond ASCII in a hundred."""
    text = body.decode(codec, "replace")
    return text.count("\ufffd") * 100 <= _beyond_ascii(text) + 99


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _transcoded(body: bytes, codec: str) -> tuple[bytes, int]:
    """The body in UTF-8 without marks and space before it, and how many characters could not be read in it."""
    if codec == "utf-8" and _is_utf8(body):
        return _LEADING.sub(b"", body, count=1), 0
    text = body.decode(codec, "replace")
    return _LEADING.sub(b"", text.encode("utf-8"), count=1), text.count("\ufffd")


def _overruled(labels: list[str], body: bytes, codec: str) -> str:
    """A note that the declared encoding was not read, where that makes a difference."""
    if not labels or labels[0].lower().startswith(codec[: len("utf-16")]) or _codec(labels[0]) == codec:
        return ""
    if body.isascii() and _codec(labels[0]):
        return ""
    return f"declared as {labels[0]}, read as {codec}"


def _undeclared(body: bytes) -> bytes:
    """A body in UTF-8 whose XML declaration says so too, for parsers that believe it."""
    found = _DECLARATION.search(body, 0, _HEAD)
    if found is None or found[1].lower() == b"utf-8":
        return body
    return body[: found.start(1)] + b"utf-8" + body[found.end(1) :]
