"""Reads the stories of a briefing from the store, and writes it in each of its forms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import render_template

from webui.briefing.asked import Asked
from webui.briefing.told import Item, item
from webui.site import now, reader, site

_STYLE = Path(__file__).parents[1] / "static" / "css" / "briefing.css"
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Briefing:
    asked: Asked
    title: str
    at: datetime
    by: str
    items: Sequence[Item]
    gone: Sequence[int]  # numbers of stories that are not there any more


def briefing(asked: Asked) -> Briefing:
    """The stories that are asked for; of one that has become part of another, the whole, and once."""
    found: dict[int, Item] = {}
    gone: list[int] = []
    for number in asked.stories:
        line = site().store.stories.line(number)
        if line is None or not line.story.reports:
            gone.append(number)
        elif line.story.id not in found:
            reports = site().store.stories.timeline(line.story.id)
            rows = site().store.desk.lines([report.article_id for report in reports])
            found[line.story.id] = item(line, reports, rows)
    return Briefing(asked, asked.title or "Briefing", now(), reader().name, list(found.values()), gone)


def document(made: Briefing) -> str:
    """The whole briefing as an HTML document that needs nothing else."""
    topics = site().store.topics.all()
    style = _STYLE.read_text(encoding="utf-8")
    return render_template("briefing/standalone.html", briefing=made, topics=topics, style=style)


def file_name(made: Briefing, ending: str) -> str:
    """briefing-2026-11-20-title.pdf: plain letters, which every system takes."""
    title = _NOT_IN_A_NAME.sub("-", made.title.lower()).strip("-")[:_LONGEST_NAME]
    parts = ["briefing", f"{made.at:%Y-%m-%d}", *([title] if title not in {"", "briefing"} else [])]
    return f"{'-'.join(parts)}.{ending}"
