"""Reading the demo's seed files; whatever is wrong in them is reported at once, each with its file and line."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from monitor.demo.model import Outlet, Phrasebook, SeedItem, Seeds, Template
from monitor.shipped import SEEDS

FOLDER = SEEDS / "demo"

_SLOTS = TypeAdapter(dict[str, dict[str, tuple[str, ...]]])
_Row = TypeVar("_Row", bound=BaseModel)


class SeedError(ValueError):
    """Says on one line a fault what is wrong in the seed files, with file and line."""


def read(folder: Path = FOLDER) -> Seeds:
    """The demo's outlets, items and phrasebook from `folder`.

    Raises SeedError with every fault of the three files, OSError where one cannot be read.
    """
    faults: list[str] = []
    outlets = _outlets(folder / "outlets.toml", faults)
    items = _items(folder / "items.jsonl", outlets, faults)
    phrasebook = _phrasebook(folder / "templates.toml", outlets, faults)
    if faults:
        raise SeedError("\n".join(faults))
    return Seeds(outlets, items, phrasebook)


def _outlets(path: Path, faults: list[str]) -> dict[str, Outlet]:
    outlets: dict[str, Outlet] = {}
    _, tables = _toml(path, "outlets", faults)
    for where, table in tables:
        outlet = _valid(Outlet, table, where, faults)
        if outlet is None:
            continue
        if outlet.slug in outlets:
            faults.append(f"{where}: slug: '{outlet.slug}' is there twice; every outlet needs its own")
        outlets[outlet.slug] = outlet
    return outlets


def _items(path: Path, outlets: dict[str, Outlet], faults: list[str]) -> tuple[SeedItem, ...]:
    found: dict[str, tuple[str, SeedItem]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        item = _valid(SeedItem, line, where, faults)
        if item is None:
            continue
        name = f"{item.outlet}/{item.id}"
        if name in found:
            faults.append(f"{where}: id: '{name}' is there twice; an id is unique within its outlet")
        if item.outlet not in outlets:
            faults.append(f"{where}: outlet: '{item.outlet}' is not in outlets.toml")
        found[name] = (where, item)
    for where, item in found.values():
        if item.copy_of and item.copy_of not in found:
            faults.append(f"{where}: copy_of: there is no item '{item.copy_of}'")
    return tuple(item for _, item in found.values())


def _phrasebook(path: Path, outlets: dict[str, Outlet], faults: list[str]) -> Phrasebook:
    document, tables = _toml(path, "templates", faults)
    try:
        slots = _SLOTS.validate_python(document.get("slots", {}))
    except ValidationError as error:
        faults.extend(_sentences(error, f"{path.name}: slots"))
        slots = {}
    templates = []
    for where, table in tables:
        template = _valid(Template, table, where, faults)
        if template is None:
            continue
        faults.extend(f"{where}: {fault}" for fault in _template_faults(template, outlets, slots))
        templates.append(template)
    return Phrasebook(tuple(templates), slots)


def _template_faults(
    template: Template, outlets: dict[str, Outlet], slots: dict[str, dict[str, tuple[str, ...]]]
) -> Iterator[str]:
    for slug in template.outlets:
        if slug not in outlets:
            yield f"outlets: '{slug}' is not in outlets.toml"
    for _, slot, _, _ in Formatter().parse(template.title + template.summary):
        if slot is not None and not slots.get(template.language, {}).get(slot):
            yield f"{{{slot}}} has no values under [slots.{template.language}]"


def _toml(path: Path, tables: str, faults: list[str]) -> tuple[dict[str, Any], list[tuple[str, object]]]:
    """The file as a whole, and its [[tables]] each with the line it starts on."""
    text = path.read_text("utf-8")
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{path.name}: {error}")
        return {}, []
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\[\[{tables}\]\]", line)]
    return document, [
        (f"{path.name}:{n}", table) for n, table in zip(lines, document.get(tables, []), strict=True)
    ]


def _valid(model: type[_Row], row: object, where: str, faults: list[str]) -> _Row | None:
    try:
        return model.model_validate_json(row) if isinstance(row, str) else model.model_validate(row)
    except ValidationError as error:
        faults.extend(_sentences(error, where))
        return None


def _sentences(error: ValidationError, where: str) -> list[str]:
    return [
        ": ".join(filter(None, (where, ".".join(map(str, fault["loc"])), fault["msg"])))
        for fault in error.errors(include_url=False)
    ]
