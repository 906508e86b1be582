"""Items as JSON Lines: labelled ones to learn from or to measure by, plain ones to classify, and the answers."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, StringConstraints, ValidationError

from monitor.articles.identity import digest
from monitor.configuration.problems import Problem
from monitor.configuration.wording import problem_of
from monitor.model import Article, Circumstances, Match
from monitor.topics.learning.exemplar import Exemplar

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

Filled = Annotated[str, StringConstraints(min_length=1)]


class _Item(BaseModel):
    """What is read of a line; other keys may stand beside these. Texts stay as they are: spans count in them."""

    id: Filled
    title: str
    summary: str = ""
    content: str = ""
    lang: str = ""
    outlet: str = ""
    country: str = ""
    kind: str = ""
    url: str = ""
    published: str = ""


class _Labelled(_Item):
    story: str = ""
    labels: list[str]


_Shape = TypeVar("_Shape", bound=_Item)


def parse_exemplars(lines: Iterable[bytes | str], file: str) -> tuple[list[Exemplar], list[Problem]]:
    """The labelled items among the lines, and a problem for each line that holds none. `file` is for the problems."""
    found: list[Exemplar] = []
    problems: list[Problem] = []
    for item in _read(lines, file, _Labelled):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            story = item.story or item.id
            labels, drawn = frozenset(item.labels), bool(item.url)
            found.append(Exemplar(item.id, item.title, item.summary, item.lang, story, labels, drawn))
    return found, problems


def parse_articles(lines: Iterable[bytes | str], file: str) -> Iterator[Article | Problem]:
    """An article or a problem for each line, as it is read: {"id", "title", "summary"} and more where known."""
    for item in _read(lines, file, _Item):
        yield item if isinstance(item, Problem) else _article(item)


def answer(article: Article, matches: Iterable[Match]) -> dict[str, Any]:
    """What `wiredesk classify` writes about one item, ready for JSON."""
    topics = [
        {
            "topic": match.topic,
            "score": match.score,
            "matched": match.matched,
            "evidence": [asdict(span) for span in match.evidence],
        }
        for match in matches
    ]
    return {"id": article.entry_id, "topics": topics}


def _read(lines: Iterable[bytes | str], file: str, shape: type[_Shape]) -> Iterator[_Shape | Problem]:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{file}:{number}"
        try:
            item = shape.model_validate(json.loads(line))
        except ValidationError as error:
            yield from (
                problem_of(e, shape, f"{where}: {'.'.join(map(str, e['loc']))}") for e in error.errors()
            )
        except (ValueError, RecursionError) as error:
            yield Problem(where, f"is not JSON ({error})", "write one object a line, in UTF-8")
        else:
            if item.id in seen:
                yield Problem(
                    where, f"the id {item.id!r} stands in an earlier line", "give each item its own"
                )
            else:
                seen.add(item.id)
                yield item


def _article(item: _Item) -> Article:
    return Article(
        key=item.url or item.id,
        entry_id=item.id,
        url=item.url,
        title=item.title,
        summary=item.summary,
        content=item.content,
        author="",
        language=item.lang,
        published=_moment(item.published),
        circumstances=Circumstances(item.lang, item.outlet, item.country, item.kind),
        first_seen=_UNDATED,
        content_hash=digest(item.title, item.summary, item.content),
    )


def _moment(written: str) -> datetime | None:
    """An ISO 8601 date or time, in UTC where it names no zone; None for anything else, for no topic hangs on it."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
