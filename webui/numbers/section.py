"""A part of the page of numbers: some drawings, what they mean, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webui.numbers.table import Table


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several drawings that are read side by side."""

    drawing: Markup
    title: str = ""  # empty: the section's says it
    href: str = ""
    topic: str = ""  # whose colours it has; a slug
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    about: str
    panels: Sequence[Panel]  # none: there is nothing to draw yet
    key: Markup
    table: Table
    nothing: str  # what to say and do where there is nothing to draw
    is_wide: bool = False  # its drawings need room, and stand one under the other
