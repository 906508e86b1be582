"""What pydantic refuses, in words that name the remedy.

Values are shown only where they cannot be secret: numbers out of their bounds and choices not on the list.
"""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from monitor.configuration.problems import Problem

Wording = tuple[str, str]  # what is wrong, what to do

_KINDS: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    str: "text",
    list: "a list",
    dict: "a table",
}

_EXPECTED: Mapping[str, Wording] = {
    "int_type": ("a whole number", "write digits only, without quotes"),
    "string_type": ("text", "write it in quotes"),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "tuple_type": ("a list", "write it in square brackets"),
    "list_type": ("a list", "write it in square brackets"),
    "dict_type": ("a table", "write its keys under a header in square brackets"),
    "model_type": ("a table", "write its keys under a header in square brackets"),
}


def problem_of(error: ErrorDetails, model: type[BaseModel], where: str) -> Problem:
    """One of the errors of a ValidationError of `model`, to be reported at `where`."""
    kind = error["type"]
    if kind in _EXPECTED:
        expected, remedy = _EXPECTED[kind]
        return Problem(where, f"must be {expected} (is {_kind(error['input'])})", remedy)
    word = _WORDINGS.get(kind, _other)
    return Problem(where, *word(error, model))


def bounds(field: FieldInfo) -> tuple[int | None, int | None]:
    """The least and the greatest number that a field takes."""
    least = next((rule.ge for rule in field.metadata if hasattr(rule, "ge")), None)
    greatest = next((rule.le for rule in field.metadata if hasattr(rule, "le")), None)
    return least, greatest


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or time")


def _unknown(error: ErrorDetails, model: type[BaseModel]) -> Wording:
    *parents, name = error["loc"]
    known = list(_fields(model, parents))
    close = get_close_matches(str(name), known, n=1)
    if close:
        return "unknown key", f"write {close[0]}"
    return "unknown key", f"remove it; the keys here are {', '.join(known)}"


def _out_of_bounds(error: ErrorDetails, model: type[BaseModel]) -> Wording:
    *parents, name = error["loc"]
    context = error["ctx"]
    what = f"must be {context['ge']} or more" if "ge" in context else f"must be {context['le']} or less"
    field = _fields(model, parents).get(str(name))
    least, greatest = bounds(field) if field else (None, None)
    remedy = "write a number within the bounds"
    if least is not None and greatest is not None:
        remedy = f"write a whole number from {least} to {greatest}"
    return f"{what} (is {error['input']})", remedy


def _choice(error: ErrorDetails, _model: type[BaseModel]) -> Wording:
    return f"must be {error['ctx']['expected']} (is {error['input']!r})", "write one of these"


def _refused(error: ErrorDetails, _model: type[BaseModel]) -> Wording:
    return error["ctx"]["what"], error["ctx"]["remedy"]


def _missing(_error: ErrorDetails, _model: type[BaseModel]) -> Wording:
    return "is missing", "add it"


def _too_long(error: ErrorDetails, _model: type[BaseModel]) -> Wording:
    return f"must be {error['ctx']['max_length']} characters or less", "write it shorter"


def _other(error: ErrorDetails, _model: type[BaseModel]) -> Wording:
    return error["msg"], "correct it"


_WORDINGS: Mapping[str, Callable[[ErrorDetails, type[BaseModel]], Wording]] = {
    "extra_forbidden": _unknown,
    "greater_than_equal": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "enum": _choice,
    "literal_error": _choice,
    "missing": _missing,
    "refused": _refused,
    "string_too_long": _too_long,
}


def _fields(model: type[BaseModel], parents: Sequence[str | int]) -> Mapping[str, FieldInfo]:
    """The fields of the model that a path of keys leads to; none where the path leaves the models."""
    annotation: Any = model
    for name in parents:
        field = annotation.model_fields.get(name)
        annotation = field.annotation if field else None
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return {}
    fields: Mapping[str, FieldInfo] = annotation.model_fields
    return fields
