"""Mend the faults that most OPML files in the wild have. Pure; line numbers stay."""

import re
from collections.abc import Iterator
from html.entities import name2codepoint

_BARE = re.compile(rb"&(?!#[0-9]{1,7};|#x[0-9a-f]{1,6};|[a-z][a-z0-9]{1,30};)", re.IGNORECASE)
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z]\w{1,30});")
_TAG = re.compile(rb"(?=</?outline\b)", re.IGNORECASE)
_OPENING = re.compile(rb'\s[\w:.-]+\s*=\s*"')
_END = re.compile(rb'"\s*/?>[^"]*\Z')


def ampersands_mended(body: bytes) -> bytes:
    """The file with each bare ampersand escaped, and HTML's entities as characters."""
    return _ENTITY.sub(_character, _BARE.sub(b"&amp;", body))


def _character(entity: re.Match[bytes]) -> bytes:
    code = name2codepoint.get(entity[1].decode("latin-1"))
    return b"&#%d;" % code if code else b"&amp;" + entity[0][1:]


def values_mended(body: bytes) -> bytes:
    """The file with each quotation mark and < inside an attribute of an outline escaped.

    A value is taken to end where the next attribute begins, or the element ends. That may be wrong, and the file
    is then no better: whoever calls this must see whether it can be read.
    """
    return b"".join(piece for part in _TAG.split(body) for piece in _part(part))


def _part(text: bytes) -> Iterator[bytes]:
    end = _END.search(text) if text[:8].lower() == b"<outline" else None
    if end is None:
        yield text
        return
    at = 0  # where a value begins that is not written yet
    for opening in _OPENING.finditer(text, 0, end.start()):
        before = text[at : opening.start()]
        if at and not before.rstrip().endswith(b'"'):
            continue  # in the text of a value, such as href=" in a link
        yield _closed(before) if at else before
        yield opening[0]
        at = opening.end()
    yield _escaped(text[at : end.start()]) if at else text[: end.start()]
    yield text[end.start() :]


def _closed(text: bytes) -> bytes:
    """A value with its closing mark, escaped up to that."""
    close = text.rindex(b'"')
    return _escaped(text[:close]) + text[close:]


def _escaped(value: bytes) -> bytes:
    return value.replace(b'"', b"&quot;").replace(b"<", b"&lt;")
