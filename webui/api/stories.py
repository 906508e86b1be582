"""Stories: listed, one with its timeline, and what editors change of them."""

import dataclasses
from collections.abc import Callable
from typing import Annotated

from flask import Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from monitor.model import Report, Role, StoryEdit, StoryLine
from monitor.store.articles.desk import DeskLine
from monitor.store.stories.edits import EditRefused
from monitor.store.stories.stories import StoryFilter
from webui.access import needs
from webui.api.blueprint import blueprint, sent
from webui.api.plain import plain
from webui.ids import GREATEST
from webui.items.query import Choices, Query
from webui.site import account_id, now, reader, site, zone
from webui.stories.timeline import allowed

_PAGE = 50  # stories

RowId = Annotated[int, Field(ge=1, le=GREATEST)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class Merger(BaseModel):
    model_config = ConfigDict(extra="forbid")

    other: RowId  # the story that becomes part of this one
    reason: Reason


class Split(BaseModel):
    model_config = ConfigDict(extra="forbid")

    articles: list[RowId] = Field(min_length=1)
    reason: Reason


class Move(Split):
    into: RowId  # the story that they come to


class Headline(BaseModel):
    model_config = ConfigDict(extra="forbid")

    headline: str  # empty: that of the leading report again
    reason: Reason


class Undo(BaseModel):
    model_config = ConfigDict(extra="forbid")

    edit: RowId


@blueprint.get("/stories")
@needs(Role.READER)
def list_stories() -> ResponseReturnValue:
    """A page of stories, the latest first, by the parameters of the desk: topic, feed, language, day, words.

    `older` and `newer`, as an earlier page gave them, lead on.
    """
    store = site().store
    choices = Choices(
        frozenset(topic.slug for topic in store.topics.all()),
        frozenset(feed.id for feed in store.feeds.listed()),
        frozenset(store.desk.languages()),
    )
    query = Query.read(request.args, choices)
    if query.ignored:
        abort(422, f"These parameters name nothing that the desk has: {', '.join(query.ignored)}.")
    desk = query.filter(zone())
    wanted = StoryFilter(desk.topic, desk.feed_id, desk.language, desk.words, desk.since, desk.until)
    page = store.stories.page(wanted, _PAGE, account_id(), query.older, query.newer)
    return jsonify(
        stories=[_listed(line) for line in page.lines],
        older=str(page.older) if page.older else None,
        newer=str(page.newer) if page.newer else None,
    )


@blueprint.get("/stories/<id:story_id>")
@needs(Role.READER)
def show_story(story_id: int) -> ResponseReturnValue:
    """A story with its timeline, chapters and edits; where it has become part of another, that one."""
    return _state(_found(story_id))


@blueprint.post("/stories/<id:story_id>/merge")
@needs(Role.EDITOR)
def merge_stories(story_id: int) -> ResponseReturnValue:
    """Make another story part of this one."""
    wanted, edits = sent(Merger), site().store.story_edits
    return _edited(lambda: edits.merge(story_id, wanted.other, reader().name, wanted.reason, now()), story_id)


@blueprint.post("/stories/<id:story_id>/split")
@needs(Role.EDITOR)
def split_story(story_id: int) -> ResponseReturnValue:
    """Make a new story of some reports, each with the copies of its text."""
    wanted, edits = sent(Split), site().store.story_edits
    return _edited(
        lambda: edits.split(story_id, wanted.articles, reader().name, wanted.reason, now()), story_id
    )


@blueprint.post("/stories/<id:story_id>/move")
@needs(Role.EDITOR)
def move_reports(story_id: int) -> ResponseReturnValue:
    """Put some reports of this story into another, each with the copies of its text."""
    wanted, store = sent(Move), site().store
    whole = _found(story_id).story.id
    standing = store.stories.of_articles(wanted.articles)
    if elsewhere := [number for number in wanted.articles if standing.get(number) != whole]:
        abort(422, f"articles: {elsewhere[0]} does not stand in story {story_id}")
    return _edited(
        lambda: store.story_edits.move(wanted.articles, wanted.into, reader().name, wanted.reason, now()),
        story_id,
    )


@blueprint.post("/stories/<id:story_id>/headline")
@needs(Role.EDITOR)
def set_story_headline(story_id: int) -> ResponseReturnValue:
    """Set the headline of a story, or give it that of its leading report again."""
    wanted, edits = sent(Headline), site().store.story_edits
    return _edited(
        lambda: edits.headline(story_id, wanted.headline, reader().name, wanted.reason, now()), story_id
    )


@blueprint.post("/stories/<id:story_id>/undo")
@needs(Role.EDITOR)
def undo_story_edit(story_id: int) -> ResponseReturnValue:
    """Put back what one edit of this story changed."""
    wanted, store = sent(Undo), site().store
    if wanted.edit not in {edit.number for edit in store.stories.edits(_found(story_id).story.id)}:
        abort(422, f"edit: story {story_id} has none with the number {wanted.edit}")
    return _edited(lambda: store.story_edits.undo(wanted.edit, reader().name, now()), story_id)


def _edited(edit: Callable[[], StoryEdit], story_id: int) -> ResponseReturnValue:
    """The edit, and the story as it is now; 409 with the reason where the state of the stories forbids it."""
    _found(story_id)
    try:
        made = edit()
    except EditRefused as refused:
        return jsonify(error=f"{refused}."), 409
    return jsonify(edit=plain(made), story=_listed(_found(story_id)))


def _found(story_id: int) -> StoryLine:
    found = site().store.stories.line(story_id, account_id())
    if found is None or not found.story.reports:
        abort(404)
    return found


def _state(found: StoryLine) -> Response:
    store, story_id = site().store, found.story.id
    reports = store.stories.timeline(story_id, account_id())
    lines = store.desk.lines([report.article_id for report in reports if report.adds])
    return jsonify(
        **_listed(found),
        timeline=[_report(report, lines.get(report.article_id)) for report in reports],
        chapters=plain(store.stories.chapters(story_id)),
        importance=plain(store.importance.of([story_id]).get(story_id)),
        edits=plain(store.stories.edits(story_id)),
    )


def _listed(line: StoryLine) -> dict[str, object]:
    return {"story": plain(line.story), "topics": line.topics, "languages": line.languages, "new": line.new}


def _report(report: Report, line: DeskLine | None) -> object:
    """The report with what it adds, as far as its publisher allows."""
    adds = allowed(report.adds, line.rights) if line else ()
    return {**_fields(report), "adds": plain(adds), "is_copy": report.is_copy}


def _fields(report: Report) -> dict[str, object]:
    return {one.name: plain(getattr(report, one.name)) for one in dataclasses.fields(report)}
