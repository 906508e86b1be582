"""Lists of feeds: taken in from other readers, and given to them."""

from contextlib import closing

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import FileField, Form, StringField

from monitor.configuration.feed_address import is_sound_address
from monitor.configuration.problems import ConfigurationError
from monitor.feeds.discovery import typed_address
from monitor.feeds.opml import SIZE_LIMIT
from monitor.feeds.opml_writing import write_opml
from monitor.model import Role
from monitor.pipeline.importing import fetch_opml, import_opml
from monitor.pipeline.lookups import NoAnswer
from webui.access import needs
from webui.feeds.asking import ask
from webui.feeds.blueprint import blueprint
from webui.feeds.form import stripped
from webui.site import now, site, visitor

_ROOM = 100_000  # bytes for what a form carries beside the file
_NAME = 100  # characters of a file's name


class ListForm(Form):
    file = FileField("A file", description="OPML, up to 5 MB; every feed reader can write one.")
    address = StringField("Or its address", filters=[stripped], description="Of an OPML file on the web.")

    def complain(self, field: str, sentence: str) -> None:
        self[field].errors = [*self[field].errors, sentence]


def allow_upload() -> None:
    """Runs before the form of a request is read: admins may send a whole list of feeds."""
    user = visitor()
    if request.endpoint == "feeds.import_list" and user is not None and user.role.may(Role.ADMIN):
        request.max_content_length = SIZE_LIMIT + _ROOM


@blueprint.route("/import", methods=["GET", "POST"])
@needs(Role.ADMIN)
def import_list() -> ResponseReturnValue:
    form = ListForm(request.form)
    if request.method == "POST":
        given = _given(form)
        if given is not None:
            body, name = given
            try:
                done = import_opml(site().store, site().settings.polling, body, name, now())
                return render_template("feeds/imported.html", done=done, name=name)
            except ConfigurationError as error:
                form.complain("address" if form.address.data else "file", str(error))
    return render_template("feeds/import.html", form=form), 422 if form.errors else 200


@blueprint.get("/export.opml")
@needs(Role.ADMIN)
def export() -> ResponseReturnValue:
    feeds = [row.feed for row in site().store.feeds.all()]
    answer = Response(write_opml(feeds, "Wiredesk feeds", now()), mimetype="text/x-opml")
    answer.headers["Content-Disposition"] = "attachment; filename=wiredesk-feeds.opml"
    return answer


def _given(form: ListForm) -> tuple[bytes, str] | None:
    """The list that was sent or named, and what to call it; None where there is none, which then stands in the form."""
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        with closing(upload):
            return upload.stream.read(SIZE_LIMIT + 1), upload.filename[:_NAME]
    typed = form.address.data or ""
    url = typed_address(typed)
    if not typed:
        form.complain("file", "Choose a file, or give an address below.")
    elif not is_sound_address(url):
        form.complain("address", "This is no web address: write one like https://example.org/feeds.opml.")
    else:
        return _fetched(form, url)
    return None


def _fetched(form: ListForm, url: str) -> tuple[bytes, str] | None:
    try:
        return ask(lambda tools: fetch_opml(tools, url)), url
    except (NoAnswer, ConfigurationError) as error:
        form.complain("address", str(error))
        return None
