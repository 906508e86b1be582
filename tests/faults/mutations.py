"""Feeds made worse: by bytes, by tags, by joining two of them."""

import random
import re
from collections.abc import Callable, Sequence

from tests.faults import hostile

_LONGEST = 30_000  # bytes of what is made: longer ones only cost time
_TOKEN = re.compile(rb"<[^>]{0,2000}>|[^<]+|<")
_ODD_BYTES = (
    *(
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"<",
        b">",
        b"&",
        b'"',
        b"]]>",
        b"\x1b$B",
    ),
)
_DECLARED = re.compile(rb"encoding=(['\"])[\w.:-]*")


def mutated(chance: random.Random, body: bytes, others: Sequence[bytes]) -> bytes:
    """A body after one to four mutations; `others` are there to be joined to it."""
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        kind = chance.random()
        if kind < 0.35:
            body = chance.choice(_BY_BYTES)(chance, body)
        elif kind < 0.9:
            body = _by_tags(chance, body)
        else:
            body = _joined(chance, body, chance.choice(others))
    return body[:_LONGEST]


def _by_tags(chance: random.Random, body: bytes) -> bytes:
    tokens = _TOKEN.findall(body)
    if tokens:
        chance.choice(_BY_TAGS)(chance, tokens)
    return b"".join(tokens)


def _joined(chance: random.Random, body: bytes, other: bytes) -> bytes:
    first, second = _TOKEN.findall(body), _TOKEN.findall(other)
    return b"".join(first[: chance.randint(0, len(first))] + second[chance.randint(0, len(second)) :])


# -- bytes ---------------------------------------------------------------------------------------


def _flip(chance: random.Random, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _drop(chance: random.Random, body: bytes) -> bytes:
    start = chance.randint(0, len(body))
    return body[:start] + body[start + chance.choice((1, 3, 50)) :]


def _break_off(chance: random.Random, body: bytes) -> bytes:
    return body[: chance.randint(0, len(body))]


def _put_in(chance: random.Random, body: bytes) -> bytes:
    at = chance.randint(0, len(body))
    return body[:at] + chance.choice(_ODD_BYTES) + body[at:]


def _recode(chance: random.Random, body: bytes) -> bytes:
    text = body.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("windows-1251", "koi8-u", "utf-16", "utf-16-be", "utf-32", "iso-8859-1")), "replace"
    )


def _declare(chance: random.Random, body: bytes) -> bytes:
    declared = b"encoding='" + chance.choice(hostile.ENCODINGS).encode()
    return _DECLARED.sub(declared, body, count=1)


_BY_BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flip,
    _drop,
    _break_off,
    _put_in,
    _recode,
    _declare,
)

# -- tags ----------------------------------------------------------------------------------------


def _some(chance: random.Random, tokens: list[bytes]) -> slice:
    start = chance.randrange(len(tokens))
    return slice(start, start + chance.choice((1, 1, 2, 5, 20)))


def _delete(chance: random.Random, tokens: list[bytes]) -> None:
    del tokens[_some(chance, tokens)]


def _duplicate(chance: random.Random, tokens: list[bytes]) -> None:
    some = _some(chance, tokens)
    tokens[some] = tokens[some] * chance.choice((2, 2, 3, 40))


def _swap(chance: random.Random, tokens: list[bytes]) -> None:
    one, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    tokens[one], tokens[other] = tokens[other], tokens[one]


def _nest(chance: random.Random, tokens: list[bytes]) -> None:
    some = _some(chance, tokens)
    name = chance.choice(
        (b"div", b"title", b"content", b"item", b"entry", b"source", b"image", b"b", b"media:group")
    )
    times = chance.choice((1, 2, 10, 150))
    tokens[some] = [b"<" + name + b">"] * times + tokens[some] + [b"</" + name + b">"] * times


def _insert(chance: random.Random, tokens: list[bytes]) -> None:
    tokens.insert(chance.randint(0, len(tokens)), hostile.piece(chance).encode("utf-8", "surrogatepass"))


def _replace_text(chance: random.Random, tokens: list[bytes]) -> None:
    texts = [number for number, token in enumerate(tokens) if not token.startswith(b"<") and token.strip()]
    if texts:
        tokens[chance.choice(texts)] = hostile.piece(chance).encode("utf-8", "surrogatepass")


def _replace_value(chance: random.Random, tokens: list[bytes]) -> None:
    number = chance.randrange(len(tokens))
    value = chance.choice(
        (*hostile.LINKS, *hostile.DATES, *hostile.TEXTS, "html", "xhtml", "text/xml", "base64")
    )
    written = b'="' + value.replace('"', "").encode("utf-8", "surrogatepass") + b'"'
    tokens[number] = re.sub(rb"=(\"[^\"]*\"|'[^']*')", lambda _: written, tokens[number], count=1)


_BY_TAGS: tuple[Callable[[random.Random, list[bytes]], None], ...] = (
    *(_delete, _duplicate, _swap, _nest, _insert, _insert, _replace_text, _replace_text, _replace_value),
)
