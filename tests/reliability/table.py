"""The table of docs/reliability.md: case, expectation, tests."""

import tomllib
from pathlib import Path

from tests.reliability.marks import played

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"

_HEAD = """# Reliability

The traps that feeds, servers and files set, what must come of each, and the tests that play it. For all of them: a
clear message, other feeds go on, nothing is lost, nothing is told twice. `pytest -m reliability` runs them and prints
the list; `python -m tests.reliability` writes this file from [the cases](../tests/reliability/cases.toml) and the marks
of the tests.
"""


def cases() -> dict[str, dict[str, tuple[str, str]]]:
    """By section: by number, the case and its expectation."""
    with Path(__file__).with_name("cases.toml").open("rb") as file:
        sections = tomllib.load(file)
    return {
        section.pop("title"): {number: (case, expectation) for number, (case, expectation) in section.items()}
        for section in sections.values()
    }


def document() -> str:
    """The whole file."""
    tests = played()
    parts = [_HEAD]
    for title, section in cases().items():
        rows = [f"\n## {title}\n\n| | case | expectation | tests |\n|--:|---|---|---|\n"]
        for number, (case, expectation) in section.items():
            names = "<br>".join(f"`{name}`" for name in tests.get(int(number), []))
            rows.append(f"| {number} | {case} | {expectation} | {names} |\n")
        parts.append("".join(rows))
    return "".join(parts)
