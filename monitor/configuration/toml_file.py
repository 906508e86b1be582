"""A TOML file as data that still knows its lines."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

from monitor.configuration.problems import ConfigurationError, Problem

KeyPath = tuple[str | int, ...]

_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One key with its value, one table header, or a line that says nothing (blank or comment)."""

    line: int  # counted from 1
    text: str
    data: Mapping[str, Any]

    @property
    def is_header(self) -> bool:
        return bool(self.data) and self.text.lstrip().startswith("[")


@dataclass(frozen=True)
class TomlFile:
    """What a file holds, and where in it each key stands."""

    path: Path
    text: str = field(repr=False)
    data: Mapping[str, Any] = field(repr=False)

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        return _lines_of(statements(self.text))

    def line(self, keys: Sequence[str | int]) -> int:
        """The line, counted from 1, of a key such as ("feed", 3, "url"), or of the table around it."""
        for length in range(len(keys), 0, -1):
            found = self._lines.get(tuple(keys[:length]))
            if found is not None:
                return found
        return 1

    def where(self, keys: Sequence[str | int], label: str = "") -> str:
        """File, line and key for a Problem; `label` stands in for the key's dotted name."""
        return f"{self.path}:{self.line(keys)}: {label or dotted(keys)}"


def dotted(keys: Sequence[str | int]) -> str:
    """A key path as people write it: polling.allowed_hosts #2 (the second value)."""
    names = ".".join(str(key) if isinstance(key, str) else f"#{key + 1}" for key in keys)
    return names.replace(".#", " #")


def read_toml(path: Path) -> TomlFile:
    """Read a UTF-8 file, with or without byte order mark, with Unix or Windows line ends.

    Raises ConfigurationError for a file that is missing, empty, unreadable or no TOML.
    """
    text = _decoded(path, _read(path)).replace("\r\n", "\n")
    if not text.strip():
        raise _refusal(path, "the file is empty", "restore it, or remove it")
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message, line = _syntax_error(str(error), text)
        raise _refusal(f"{path}:{line}", f"not valid TOML: {message}", "correct this line") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        raise _refusal(path, "a number is too long or brackets too deep", "write it shorter") from None


def statements(text: str) -> Iterator[Statement]:
    """Cut a valid TOML document into its statements.

    A statement begins on a line of its own and no beginning of a longer one is valid by itself, so lines are
    added until they parse. tomllib keeps no positions, hence the second look.
    """
    start, gathered = 1, ""
    for number, line in enumerate(StringIO(text), 1):
        gathered += line
        try:
            data = tomllib.loads(gathered)
        except tomllib.TOMLDecodeError:
            continue
        yield Statement(start, gathered, data)
        start, gathered = number + 1, ""


def _lines_of(found: Iterator[Statement]) -> dict[KeyPath, int]:
    lines: dict[KeyPath, int] = {}
    lengths: dict[KeyPath, int] = {}  # of the arrays of tables met so far
    table: KeyPath = ()
    for statement in found:
        if statement.is_header:
            table = _table_path(statement.data, lengths)
            lines.setdefault(table, statement.line)
        else:
            for path in _paths(statement.data, table):
                lines.setdefault(path, statement.line)
    return lines


def _table_path(header: Mapping[str, Any], lengths: dict[KeyPath, int]) -> KeyPath:
    """Where a header puts us; a name that stands for an array of tables means its last one."""
    path: KeyPath = ()
    rest: Any = header
    while rest:
        ((name, rest),) = rest.items()
        path += (name,)
        if isinstance(rest, list):
            lengths[path] = lengths.get(path, 0) + 1
            rest = rest[0]
        if path in lengths:
            path += (lengths[path] - 1,)
    return path


def _paths(value: object, base: KeyPath) -> Iterator[KeyPath]:
    """The path of every key and every list element in a value."""
    pairs: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        yield (*base, key)
        yield from _paths(inner, (*base, key))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise _refusal(path, "there is no such file", "correct the path, or create the file") from None
    except IsADirectoryError:
        raise _refusal(path, "this is a folder", "name the file in it") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _refusal(path, f"cannot be read ({reason})", "give this user the right to read it") from None


def _decoded(path: Path, body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise _refusal(f"{path}:{line}", "the text is not UTF-8", "save the file as UTF-8") from None


def _syntax_error(message: str, text: str) -> tuple[str, int]:
    """tomllib's message without the position, and the line it names."""
    position = _POSITION.search(message)
    last = text.rstrip("\n").count("\n") + 1
    line = int(position[1]) if position and position[1] else last
    return _POSITION.sub("", message), line


def _refusal(where: object, what: str, remedy: str) -> ConfigurationError:
    return ConfigurationError([Problem(str(where), what, remedy)])
