"""What stands in a topic file and in the file of shared concepts, and the topic that comes of it."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel
from pydantic_core import PydanticCustomError

from monitor.model import Example, QueryRole, Topic, Wish
from monitor.topics.text.concepts import term_problem

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}|any")


def _refused(what: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{what}: {remedy}", {"what": what, "remedy": remedy})


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise _refused(
            f"{value!r} is no name", "write small letters and figures, with single hyphens between"
        )
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise _refused(
            f"{value!r} is no language", "write its two letters (en, uk), or any for all languages"
        )
    return value


def _term(value: str) -> str:
    if problem := term_problem(value):
        raise _refused(f"the term {value!r} {problem}", "write a word or phrase, with * for further letters")
    return value


def _said(value: str) -> str:
    if not value.strip():
        raise _refused("is empty", "write something")
    return value.strip()


Name = Annotated[str, AfterValidator(_name)]
Said = Annotated[str, AfterValidator(_said)]
Language = Annotated[str, AfterValidator(_language)]
Concepts = dict[Language, list[Annotated[str, AfterValidator(_term)]]]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class WrittenExample(_Table):
    title: Said
    summary: str = ""
    lang: str = ""


class Examples(_Table):
    match: list[WrittenExample] = []
    near_miss: list[WrittenExample] = []


class TopicFile(_Table):
    """seeds/topics/<slug>.toml"""

    slug: Name
    name: Said
    definition: Said
    uses: list[str] = []  # names of shared concepts
    concepts: dict[Name, Concepts] = {}
    examples: Examples = Examples()
    query: str = ""
    query_as: Annotated[QueryRole | None, Field(strict=False)] = None  # to be said where there is a query
    wish: Annotated[Wish, Field(strict=False)] = Wish.BALANCED


class SharedConcepts(RootModel[dict[Name, Concepts]]):
    """seeds/concepts.toml"""


def topic_of(written: TopicFile, shared: Mapping[str, Concepts]) -> Topic:
    """The topic with its own concepts and those it uses."""
    concepts = concepts_of(written, shared)
    return Topic(
        slug=written.slug,
        name=written.name,
        definition=written.definition,
        concepts={
            name: {language: tuple(terms) for language, terms in by_language.items()}
            for name, by_language in concepts.items()
        },
        matches=tuple(_example(example) for example in written.examples.match),
        near_misses=tuple(_example(example) for example in written.examples.near_miss),
        query=written.query.strip(),
        query_as=written.query_as or QueryRole.GATE,
        wish=written.wish,
    )


def concepts_of(written: TopicFile, shared: Mapping[str, Concepts]) -> dict[str, Concepts]:
    """Its own concepts and those of the shared ones that it names and that there are."""
    return {name: shared[name] for name in written.uses if name in shared} | written.concepts


def _example(written: WrittenExample) -> Example:
    return Example(written.title, written.summary, written.lang)
