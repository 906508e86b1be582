"""A table of numbers, once on the page and once as CSV. Pure."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from webui.search.downloads import harmless

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    values: tuple[str, ...] = ("",)  # headings of its values in CSV, each behind the name
    is_number: bool = True

    @property
    def headings(self) -> list[str]:
        return [f"{self.name} {value}".strip() for value in self.values]


@dataclass(frozen=True, slots=True)
class Cell:
    text: str  # as the page shows it
    values: tuple[Value, ...]  # as the CSV has it, one for each of its column's
    href: str = ""
    note: str = ""  # smaller, behind the text


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    columns: Sequence[Column]  # the first names the row
    rows: Sequence[Sequence[Cell]]


def as_csv(table: Table) -> str:
    """The table in UTF-8 with the mark without which a spreadsheet takes it for another encoding."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([heading for column in table.columns for heading in column.headings])
    for row in table.rows:
        writer.writerow([_plain(value) for cell in row for value in cell.values])
    return "\ufeff" + file.getvalue()


def _plain(value: Value) -> Value:
    return harmless(value) if isinstance(value, str) else value
