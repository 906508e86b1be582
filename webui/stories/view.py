"""The page of a story, put together from the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import render_template, request

from monitor.model import Role, Story, StoryEdit, StoryLine
from monitor.store.articles.desk import ALL
from monitor.store.stories.stories import StoryFilter
from webui.desk.panel import decided, panel_of
from webui.names.blueprint import gazetteer
from webui.names.said import said
from webui.site import account_id, reader, site, zone
from webui.stories import coverage, history, timeline
from webui.stories.edited import edited
from webui.stories.reference import story_number
from webui.stories.told import Told, figures, named

_NEAR = timedelta(days=3)  # before the first report and after the last
_OFFERED = 12  # stories that are near
_EDITED = 8  # reports that were edited


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that was not made: which form asked for it, and why not."""

    form: str  # "merge", "take", "headline" or "undo"
    sentence: str
    given: Mapping[str, str] = field(default_factory=dict)  # what stood in the form
    ticked: frozenset[int] = frozenset()  # article ids


def story_page(found: StoryLine, refusal: Refusal | None = None) -> str:
    """The page of a story, with what was refused beside the form that asked for it."""
    store, story = site().store, found.story
    refusal = refusal or Refusal("", "")
    topics = store.topics.all()
    edits = store.stories.edits(story.id)
    reports = store.stories.timeline(story.id, account_id())
    texts = timeline.texts(reports)
    told_by = [text.report.article_id for text in texts]
    return render_template(
        "stories/show.html",
        found=found,
        story=story,
        **_timeline(texts, _whole(texts, refusal.ticked)),
        lead=next((report for report in reports if report.article_id == story.lead_id), None),
        coverage=coverage.tables(store.story_places.coverage(story.id)),
        told=_told(told_by, texts),
        weighed=store.importance.of([story.id]).get(story.id),
        edited=edited(store.versions.of_story(story.id, _EDITED)),
        offered=_offered(found),
        history=[history.told(edit, story.id) for edit in edits],
        state=history.state(edits),
        done=_done(edits, story),
        was=_was(story),
        refusal=refusal,
        topics=topics,
        panel=panel_of(story.id, topics),
        **decided(topics),
    )


def whole_timeline(found: StoryLine) -> str:
    """The timeline with every text, as a part of a page."""
    texts = timeline.texts(site().store.stories.timeline(found.story.id, account_id()))
    return render_template(
        "stories/whole.html",
        found=found,
        story=found.story,
        topics=site().store.topics.all(),
        refusal=Refusal("", ""),
        **_timeline(texts, whole=True),
    )


def _whole(texts: Sequence[timeline.Text], ticked: Iterable[int]) -> bool:
    """Whether all of a timeline is to be seen: the address asks for it, or for a report from its middle, or somebody
    has ticked one there."""
    at = story_number(request.args.get("at", ""))
    shown = {report.article_id for text in timeline.ends(texts) for report in text.reports}
    return "all" in request.args or not shown.issuperset({*ticked, *filter(None, [at])})


def _timeline(texts: Sequence[timeline.Text], whole: bool) -> dict[str, object]:
    """The days of a timeline; of a long one, unless all of it is wanted, those of its beginning and its end."""
    shown = texts if whole else timeline.ends(texts)
    lines = site().store.desk.lines([text.report.article_id for text in shown])
    return {
        "days": timeline.by_day(shown, lines, zone()),
        "between": len(texts) - len(shown),
        "resumes": shown[timeline.BEGIN].report.article_id if len(shown) < len(texts) else None,
        "shown": {text.report.article_id for text in shown},
    }


def _told(article_ids: Sequence[int], texts: Iterable[timeline.Text]) -> Told:
    store = site().store
    return Told(
        named(store.names.of(article_ids), gazetteer()),
        figures([text.report for text in texts]),
        said(store.quotes.of_articles(article_ids)),
    )


def _offered(found: StoryLine) -> list[Story]:
    """To an editor, the stories of those days to merge with or to move reports to."""
    if not reader().role.may(Role.EDITOR):
        return []
    story = found.story
    wanted = StoryFilter(
        topic=found.topics[0] if found.topics else ALL,
        since=story.first_at - _NEAR,
        until=story.last_at + _NEAR,
    )
    near = site().store.stories.latest(wanted, _OFFERED)
    return [other for other in near if other.id != story.id]


def _done(edits: Sequence[StoryEdit], story: Story) -> history.Told | None:
    """The edit that the address says has just been made or undone."""
    number = story_number(request.args.get("done", ""))
    return next((history.told(edit, story.id) for edit in edits if edit.number == number), None)


def _was(story: Story) -> int | None:
    """The story under whose address this one was asked for, where it really is a part of it."""
    number = story_number(request.args.get("was", ""))
    whole = site().store.stories.line(number) if number else None
    return number if number != story.id and whole and whole.story.id == story.id else None
