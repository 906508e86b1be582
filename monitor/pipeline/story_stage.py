"""What the last stage of the main path makes of an article: the story it stands in, and whose text it is. Pure."""

from monitor.model import Report, StoryLine
from monitor.pipeline.stages import Stage


def of_story(report: Report | None, line: StoryLine | None) -> Stage:
    """An article's place among stories; it has none while it waits to be grouped."""
    if report is None or line is None:
        return Stage("story", {"stands in": "none yet: it waits to be grouped"})
    story = line.story
    facts: dict[str, object] = {
        "number": story.id,
        "headline": story.headline,
        "reports": f"{story.reports}, of {story.texts} texts by {story.outlets} outlets",
        "first had by": story.first_outlet,
        "stands in it since": report.why,
        "placed by": report.placed_by or "the machine",
        "text": _whose(report),
        "carried by": f"{report.carriers} of the story's reports",
    }
    added = [{"title": addition.text, "adds": addition.kind} for addition in report.adds]
    return Stage("story", facts, added)


def _whose(report: Report) -> str:
    source = report.source
    if not report.is_copy:
        return f"its own: {source.why}"
    held = f"article {source.article_id}" if source.article_id else "not held here"
    return f"{source.outlet}'s ({held}): {source.why}, {source.sure:.0%} sure"
