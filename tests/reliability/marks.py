"""Which tests play which cases: read from the marks in the source, so that it needs no run."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def played() -> dict[int, list[str]]:
    """For each case the tests that bear its number, as `folder/file.py::name`, sorted."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for case in _cases(node.decorator_list):
                    found[case].add(f"{path.relative_to(TESTS)}::{node.name}")
    return {case: sorted(names) for case, names in sorted(found.items())}


def _cases(decorators: list[ast.expr]) -> Iterator[int]:
    """The numbers in every `pytest.mark.reliability(...)` of a test, also of its single parameters."""
    for decorator in decorators:
        for node in ast.walk(decorator):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.reliability":
                yield from (ast.literal_eval(argument) for argument in node.args)
