"""Choosing the stories of a briefing, and the briefing in the form that was asked for."""

from datetime import timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from monitor.model import Role, StoryLine
from monitor.store.stories.stories import StoryFilter
from webui.access import needs
from webui.briefing import pdf
from webui.briefing.asked import LONGEST_NOTE, LONGEST_TITLE, MOST, Asked
from webui.briefing.making import Briefing, briefing, document, file_name
from webui.briefing.word import word
from webui.site import now, site

_LATELY = timedelta(days=3)
_OFFERED = 60  # stories
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

blueprint = Blueprint("briefing", __name__, url_prefix="/briefing")


@blueprint.get("/new")
@needs(Role.READER)
def new() -> ResponseReturnValue:
    """The form, with the stories ticked that the address names."""
    args = request.args
    return _form(Asked.read(args.getlist("story"), args.get("title", ""), args.get("note", "")))


@blueprint.post("/new")
@needs(Role.READER)
def change() -> ResponseReturnValue:
    """The form as it was sent, to change it."""
    return _form(_sent())


@blueprint.post("")
@needs(Role.READER)
def make() -> ResponseReturnValue:
    asked, form = _sent(), request.form.get("as", "page")
    made = briefing(asked)
    if not made.items:
        return _form(asked, "Choose at least one story."), 422
    if form == "docx":
        return _file(word(document(made), made.title, made.by), _WORD, file_name(made, form))
    if form == "html":
        return _file(document(made).encode(), "text/html", file_name(made, form))
    if form == "pdf":
        try:
            return _file(pdf.pdf(document(made)), "application/pdf", file_name(made, form))
        except pdf.NoPdf as failed:
            return _page(made, str(failed)), 503
    return _page(made)


def _sent() -> Asked:
    form = request.form
    return Asked.read(form.getlist("story"), form.get("title", ""), form.get("note", ""))


def _form(asked: Asked, fault: str = "") -> str:
    lines = [line for number in asked.stories if (line := _line(number))]
    chosen = list({line.story.id: line for line in lines}.values())
    known = {line.story.id for line in chosen}
    lately = site().store.stories.page(StoryFilter(since=now() - _LATELY), _OFFERED).lines
    return render_template(
        "briefing/new.html",
        asked=asked,
        chosen=chosen,
        offered=[line for line in lately if line.story.id not in known],
        fault=fault,
        topics=site().store.topics.all(),
        most=MOST,
        longest_title=LONGEST_TITLE,
        longest_note=LONGEST_NOTE,
    )


def _line(number: int) -> StoryLine | None:
    found = site().store.stories.line(number)
    return found if found and found.story.reports else None


def _page(made: Briefing, fault: str = "") -> str:
    return render_template(
        "briefing/show.html",
        briefing=made,
        fault=fault,
        topics=site().store.topics.all(),
        has_pdf=pdf.is_available(),
    )


def _file(body: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=kind, headers=headers)
