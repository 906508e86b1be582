"""Reads topic files, the shared concepts and labelled items; says of each fault where it is. (I/O)"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from monitor.configuration.problems import ConfigurationError, Problem
from monitor.configuration.toml_file import KeyPath, TomlFile, dotted, read_toml
from monitor.configuration.wording import problem_of
from monitor.model import QueryRole, Topic
from monitor.topics.files.topic_file import Concepts, SharedConcepts, TopicFile, concepts_of, topic_of
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.items import parse_exemplars
from monitor.topics.query.of_topic import query_fault

_Shape = TypeVar("_Shape", bound=BaseModel)
_Where = Callable[
    [KeyPath, str], str
]  # where a key stands, for a Problem; a text in place of the key's own name


@dataclass
class Loaded:
    """The topics that are sound, and what is wrong with the others."""

    topics: list[Topic] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load_topics(folder: Path, shared: Path) -> Loaded:
    """The topics of every *.toml in `folder`, with the concepts that they use from the file `shared`."""
    loaded = Loaded()
    concepts = _validated(shared, SharedConcepts, loaded.problems)
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        loaded.problems.append(Problem(str(folder), "holds no topic file", "put a <slug>.toml into it"))
    for path in paths:
        read = _validated(path, TopicFile, loaded.problems)
        if read is None or concepts is None:
            continue
        file, written = read
        problems = list(_misfits(file.where, written, concepts[1].root))
        if any(topic.slug == written.slug for topic in loaded.topics):
            what = f"another file has the slug {written.slug!r}"
            problems.append(Problem(file.where(("slug",)), what, "choose another"))
        loaded.problems += problems
        if not problems:
            loaded.topics.append(topic_of(written, concepts[1].root))
    return loaded


def load_topic(path: Path, shared: Path) -> Topic:
    """The topic of one file, with the concepts that it uses from the file `shared`.

    Raises ConfigurationError with every problem of either file.
    """
    problems: list[Problem] = []
    concepts = _validated(shared, SharedConcepts, problems)
    read = _validated(path, TopicFile, problems)
    if read is None or concepts is None:
        raise ConfigurationError(problems)
    return _sound(read[0].where, read[1], concepts[1].root)


def topic_from(data: Mapping[str, object], shared: Path) -> Topic:
    """The topic that some data holds in the shape of a topic file. Raises ConfigurationError with every problem."""
    problems: list[Problem] = []
    concepts = _validated(shared, SharedConcepts, problems)
    if concepts is None:
        raise ConfigurationError(problems)
    try:
        written = TopicFile.model_validate(data)
    except ValidationError as error:
        raise ConfigurationError(_faults(error, TopicFile, lambda keys, _: dotted(keys))) from None
    return _sound(lambda keys, label: label or dotted(keys), written, concepts[1].root)


def load_concepts(path: Path) -> Mapping[str, Concepts]:
    """The shared concepts of a file, by name. Raises ConfigurationError with every problem."""
    problems: list[Problem] = []
    concepts = _validated(path, SharedConcepts, problems)
    if concepts is None:
        raise ConfigurationError(problems)
    return concepts[1].root


def load_exemplars(path: Path) -> tuple[list[Exemplar], list[Problem]]:
    """The labelled items of a JSON Lines file; bad lines are named and left out."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return [], [Problem(str(path), f"cannot be read ({reason})", "correct the path, or create the file")]
    return parse_exemplars(lines, str(path))


def load_all_exemplars(folder: Path) -> tuple[list[Exemplar], list[Problem]]:
    """The labelled items of every *.jsonl in `folder`, file after file; no two may have one id."""
    found: dict[str, Exemplar] = {}
    problems: list[Problem] = []
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        problems.append(Problem(str(folder), "holds no labelled items", "put a <name>.jsonl into it"))
    for path in paths:
        items, faults = load_exemplars(path)
        problems += faults
        for item in items:
            if found.setdefault(item.id, item) is not item:
                what = f"the id {item.id!r} stands in another file of the folder"
                problems.append(Problem(str(path), what, "give each item its own"))
    return list(found.values()), problems


def _validated(path: Path, shape: type[_Shape], problems: list[Problem]) -> tuple[TomlFile, _Shape] | None:
    """The file and its content; None, with every problem added to `problems`, if it has not the given shape."""
    try:
        file = read_toml(path)
        return file, shape.model_validate(file.data)
    except ConfigurationError as error:
        problems += error.problems
    except ValidationError as error:
        problems += _faults(error, shape, file.where)
    return None


def _faults(error: ValidationError, shape: type[BaseModel], where: _Where) -> Iterator[Problem]:
    for one in error.errors():
        keys = tuple(key for key in one["loc"] if key != "[key]")
        yield problem_of(one, shape, where(keys, ""))


def _sound(where: _Where, written: TopicFile, shared: Mapping[str, Concepts]) -> Topic:
    problems = list(_misfits(where, written, shared))
    if problems:
        raise ConfigurationError(problems)
    return topic_of(written, shared)


def _misfits(where: _Where, written: TopicFile, shared: Mapping[str, Concepts]) -> Iterator[Problem]:
    """What is wrong with a sound topic beside the shared concepts."""
    for number, name in enumerate(written.uses):
        if name not in shared:
            known = ", ".join(sorted(shared))
            yield Problem(where(("uses", number), ""), f"no shared concept {name!r}", f"there are {known}")
    for name in written.concepts:
        if name in shared:
            place = where(("concepts", name), dotted(("concepts", name)))
            yield Problem(place, "is a shared concept already", "name it under uses, or choose another name")
    if not written.uses and not written.concepts and written.query_as is not QueryRole.ALONE:
        yield Problem(
            where((), "the topic"), "names no concept", "add uses = [...] or a [concepts.<name>] table"
        )
    yield from _query_problems(where, written, shared)


def _query_problems(where: _Where, written: TopicFile, shared: Mapping[str, Concepts]) -> Iterator[Problem]:
    if written.query.strip() and written.query_as is None:
        remedy = 'write query_as = "gate", "addition" or "alone"'
        yield Problem(where(("query",), ""), "nothing says what the query decides", remedy)
    if not written.query.strip() and written.query_as is not None:
        remedy = "write query = ..., or remove this"
        yield Problem(where(("query_as",), ""), "there is no query", remedy)
    elif written.query.strip() and (fault := query_fault(written.query, concepts_of(written, shared))):
        place = f"query, line {fault.position.line}, column {fault.position.column}"
        yield Problem(where(("query",), place), fault.message, fault.expected)
