"""Reads the gazetteer of seeds/names.toml; says of each fault in which entry and field it is. (I/O)"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, ValidationError
from pydantic_core import PydanticCustomError

from monitor.configuration.problems import ConfigurationError, Problem
from monitor.configuration.toml_file import TomlFile, dotted, read_toml
from monitor.configuration.wording import problem_of
from monitor.shipped import SEEDS
from monitor.stories.names.gazetteer import Entry, Gazetteer, NameKind
from monitor.stories.names.gazetteer_terms import ambiguous_terms, name_term_problem
from monitor.topics.files.topic_file import Name, Said

NAMES = SEEDS / "names.toml"


def _refused(what: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{what}: {remedy}", {"what": what, "remedy": remedy})


def _term(value: str) -> str:
    if problem := name_term_problem(value):
        raise _refused(f"{value!r} {problem}", "write more of the name, or leave it out")
    return value


def _country(value: str) -> str:
    if not (len(value) == 2 and value.isascii() and value.islower()):
        raise _refused(f"{value!r} is no country", "write its ISO 3166-1 code in small letters (ua)")
    return value


class WrittenEntry(BaseModel):
    """One table of the file; its key is the name's key."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[Said, AfterValidator(_term)]
    kind: Annotated[NameKind, Field(strict=False)]
    role: Said
    country: list[Annotated[str, AfterValidator(_country)]]
    aliases: list[Annotated[str, AfterValidator(_term)]] = []


class NamesFile(RootModel[dict[Name, WrittenEntry]]):
    """seeds/names.toml"""


def load_gazetteer(path: Path) -> Gazetteer:
    """The gazetteer of a file. Raises ConfigurationError with every problem, each with line, entry and field."""
    file = read_toml(path)
    try:
        written = NamesFile.model_validate(file.data).root
    except ValidationError as error:
        raise ConfigurationError(_faults(file, error)) from None
    entries = {key: _entry(key, one) for key, one in written.items()}
    if problems := list(_ambiguities(file, entries)):
        raise ConfigurationError(problems)
    return Gazetteer(entries)


@cache
def shipped_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the product; read once a process, at first use."""
    return load_gazetteer(NAMES)


def _entry(key: str, written: WrittenEntry) -> Entry:
    return Entry(
        key, written.name, written.kind, written.role, tuple(written.country), tuple(written.aliases)
    )


def _faults(file: TomlFile, error: ValidationError) -> Iterator[Problem]:
    for one in error.errors():
        # What pydantic says of an entry's field goes by the entry's own model, which knows the keys.
        keys = tuple(key for key in one["loc"] if key != "[key]")
        known = {**one, "loc": one["loc"][1:]} if len(keys) > 1 else one
        yield problem_of(known, WrittenEntry, file.where(keys, dotted(keys)))


def _ambiguities(file: TomlFile, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    for key, number, what in ambiguous_terms(entries):
        keys = (key, "aliases", number) if number >= 0 else (key, "name")
        yield Problem(file.where(keys, dotted(keys)), what, "write more of the name, or leave it out")
