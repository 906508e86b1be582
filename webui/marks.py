"""Marks evidence in text, once for each topic that it speaks for. Not by a macro, for lists have hundreds."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from monitor.model import Topic
from webui.display import style_of
from webui.evidence import QUOTE, Segment


def register(app: Flask) -> None:
    app.jinja_env.filters["marked"] = marked


def marked(found: Iterable[Segment], topics: list[Topic], anchors: bool = False) -> Markup:
    """The segments with what speaks for topics between marks; with `anchors`, the marks have the ids of their spans."""
    return Markup("").join(piece for one in found for piece in _pieces(one, topics, anchors))


def _pieces(one: Segment, topics: list[Topic], anchors: bool) -> Iterator[Markup]:
    if not one.topics:
        yield escape(one.text)
        return
    ids: Sequence[str] = one.anchors if anchors else ()
    for place, slug in enumerate(one.topics):
        name = "quoted" if slug == QUOTE else f"topic-{style_of(slug, topics)}"
        yield _opening(name, ids[0] if ids and not place else "")
    for anchor in ids[1:]:
        yield Markup('<span id="{}"></span>').format(anchor)
    yield escape(one.text)
    yield Markup("</mark>" * len(one.topics))  # noqa: S704  nobody's words


@lru_cache(maxsize=64)
def _opening(name: str, anchor: str) -> Markup:
    return (
        Markup('<mark class="{}" id="{}">').format(name, anchor)
        if anchor
        else Markup('<mark class="{}">').format(name)
    )
