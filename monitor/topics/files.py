"""Reads topic files, the shared concepts and labelled items; says of each fault where it is. (I/O)"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from monitor.configuration.problems import ConfigurationError, Problem
from monitor.configuration.toml_file import TomlFile, dotted, read_toml
from monitor.configuration.wording import problem_of
from monitor.model import Topic
from monitor.topics.exemplar import Exemplar
from monitor.topics.items import parse_exemplars
from monitor.topics.topic_file import Concepts, SharedConcepts, TopicFile, topic_of

_Shape = TypeVar("_Shape", bound=BaseModel)


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
        problems = list(_misfits(*read, concepts[1].root, loaded.topics))
        loaded.problems += problems
        if not problems:
            loaded.topics.append(topic_of(read[1], concepts[1].root))
    return loaded


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
        for one in error.errors():
            keys = tuple(key for key in one["loc"] if key != "[key]")
            problems.append(problem_of(one, shape, file.where(keys)))
    return None


def _misfits(
    file: TomlFile, written: TopicFile, shared: Mapping[str, Concepts], topics: list[Topic]
) -> Iterator[Problem]:
    """What is wrong with a sound file beside the others."""
    if any(topic.slug == written.slug for topic in topics):
        yield Problem(file.where(("slug",)), f"another file has the slug {written.slug!r}", "choose another")
    for number, name in enumerate(written.uses):
        if name not in shared:
            known = ", ".join(sorted(shared))
            yield Problem(file.where(("uses", number)), f"no shared concept {name!r}", f"there are {known}")
    for name in written.concepts:
        if name in shared:
            where = file.where(("concepts", name), dotted(("concepts", name)))
            yield Problem(where, "is a shared concept already", "name it under uses, or choose another name")
    if not written.uses and not written.concepts:
        yield Problem(str(file.path), "names no concept", "add uses = [...] or a [concepts.<name>] table")
