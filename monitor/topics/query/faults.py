"""A query that is refused: where, what was found there, and what was expected."""

from dataclasses import dataclass

_SHOWN = 40  # characters of a line before and after the place
_LONGEST = 300  # characters of a message: it may quote the query


@dataclass(frozen=True, slots=True)
class Position:
    offset: int  # in characters, from 0
    line: int  # from 1
    column: int  # from 1


class QuerySyntaxError(ValueError):
    """Raised for a query that can not be read. `str` is one line; `shown` adds a caret below the place."""

    def __init__(self, text: str, offset: int, message: str, expected: str) -> None:
        self.text = text
        self.message = _cut(message)  # what is wrong
        self.expected = _cut(expected)  # what to write in its place
        line = text.count("\n", 0, offset) + 1
        self.position = Position(offset, line, offset - text.rfind("\n", 0, offset))
        super().__init__(f"line {line}, column {self.position.column}: {self.message}: {self.expected}")

    def shown(self) -> str:
        """Three lines: the error, the piece of the query around it, and a caret at the place."""
        line = self.text.split("\n")[self.position.line - 1].replace("\t", " ")
        at = self.position.column - 1
        start = max(0, at - _SHOWN)
        before, after = ("…" if start else ""), ("…" if at + _SHOWN < len(line) else "")
        return (
            f"{self}\n    {before}{line[start : at + _SHOWN]}{after}\n    {' ' * (len(before) + at - start)}^"
        )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
