"""A topic as the text of a topic file, which reads back as the same topic."""

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from monitor.model import Example, Topic
from monitor.topics.files.topic_file import Concepts

_OWN = "own-"  # before the name of a concept that is named like a shared one and has other terms


def topic_text(topic: Topic, shared: Mapping[str, Concepts]) -> str:
    """The file's text."""
    definition = tomlkit.string(f"{topic.definition}\n", multiline=True)
    return tomlkit.dumps(written(topic, shared) | {"definition": definition})


def written(topic: Topic, shared: Mapping[str, Concepts]) -> dict[str, Any]:
    """What the file holds; concepts that are the shared ones of that name are named under `uses`."""
    used = [
        name for name in topic.concepts if name in shared and _plain(topic.concepts[name]) == shared[name]
    ]
    document: dict[str, Any] = {"slug": topic.slug, "name": topic.name, "definition": topic.definition}
    document["wish"] = str(topic.wish)
    if topic.query:
        document |= {"query": topic.query, "query_as": str(topic.query_as)}
    if used:
        document["uses"] = used
    document["concepts"] = {
        (f"{_OWN}{name}" if name in shared else name): _plain(terms)
        for name, terms in topic.concepts.items()
        if name not in used
    }
    document["examples"] = {"match": _written(topic.matches), "near_miss": _written(topic.near_misses)}
    return document


def _plain(by_language: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {language: list(terms) for language, terms in by_language.items()}


def _written(examples: Sequence[Example]) -> list[dict[str, str]]:
    return [{"title": one.title, "summary": one.summary, "lang": one.language} for one in examples]
