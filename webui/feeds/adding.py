"""Adding a feed: an address, the feeds found there, a trial, the details. Nothing is stored before the last."""

from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, StringField

from monitor.configuration.feed_address import is_sound_address, same_feed_key
from monitor.feeds.discovery import Origin, typed_address
from monitor.model import Role
from monitor.pipeline.discovering import Discovery, discover, failure_sentence
from monitor.pipeline.lookups import NoAnswer, Tools
from monitor.pipeline.trying import Report, read_page, report_of, report_on
from webui.access import needs
from webui.feeds.asking import ask
from webui.feeds.blueprint import blueprint
from webui.feeds.form import FeedForm, stripped
from webui.feeds.trial import SHOWN, lines_of, topics_of
from webui.site import now, site

_NO_ADDRESS = "This is no web address: write one like example.org or https://example.org/feed."


class AddressForm(Form):
    address = StringField(
        "Address", filters=[stripped], description="Of a feed, or of any page of the site that has one."
    )

    def complain(self, sentence: str) -> None:
        self.address.errors = [*self.address.errors, sentence]


@blueprint.get("/new")
@needs(Role.ADMIN)
def new() -> ResponseReturnValue:
    return render_template("feeds/new.html", form=AddressForm())


@blueprint.post("/new/find")
@needs(Role.ADMIN)
def find() -> ResponseReturnValue:
    """What is at the address: one feed is shown at once, several are listed."""
    form = AddressForm(request.form)
    typed = form.address.data or ""
    if not is_sound_address(typed_address(typed)):
        return _again(form, _NO_ADDRESS)
    moment = now()
    try:
        found = ask(lambda tools: _look(tools, typed, moment))
    except NoAnswer as error:
        return _again(form, str(error), 503)
    if isinstance(found, Report):
        return _tried(found)
    if found.failure is not None:
        return _again(form, failure_sentence(found.failure))
    held = {same_feed_key(row.feed.url): row for row in site().store.feeds.all()}
    twins = {url: held.get(same_feed_key(url)) for url in _addresses(found)}
    return render_template("feeds/found.html", found=found, twins=twins)


@blueprint.post("/new/try")
@needs(Role.ADMIN)
def try_one() -> ResponseReturnValue:
    """What a feed holds, what of it the desk has, and which topics it carries."""
    url = request.form.get("url", "")
    form = AddressForm(data={"address": url})
    if not is_sound_address(url):
        return _again(form, _NO_ADDRESS)
    moment = now()
    try:
        found = ask(lambda tools: report_on(tools, url, moment))
    except NoAnswer as error:
        return _again(form, str(error), 503)
    return _tried(found) if isinstance(found, Report) else _again(form, failure_sentence(found))


@blueprint.post("/new/sample")
@needs(Role.ADMIN)
def sample() -> ResponseReturnValue:
    """The full text of one of the feed's articles, as the desk would read it."""
    url, title = request.form.get("page", ""), request.form.get("title", "")
    if not is_sound_address(url):
        abort(400)
    try:
        found = ask(lambda tools: read_page(tools, url, title))
    except NoAnswer as error:
        return _again(AddressForm(data={"address": request.form.get("url", "")}), str(error), 503)
    return render_template(
        "feeds/sample.html", found=found, title=title, page=url, details=FeedForm(request.form)
    )


@blueprint.route("/new/details", methods=["GET", "POST"])
@needs(Role.ADMIN)
def add() -> ResponseReturnValue:
    """The last step: what the earlier ones found stands in the fields."""
    if request.method == "GET":
        return render_template("feeds/details.html", form=FeedForm(request.args))
    form = FeedForm(request.form)
    feed = form.checked(site().store.feeds.all(), site().settings.polling)
    if feed is not None and (added := site().store.feeds.add([feed], now())):
        flash(f"{feed.name} was added. Its first poll is under way.")
        return redirect(url_for("feeds.show", feed_id=added[0]), 303)
    return render_template("feeds/details.html", form=form), 422


async def _look(tools: Tools, typed: str, moment: datetime) -> Discovery | Report:
    found = await discover(tools, typed, moment)
    if len(found.feeds) == 1 and found.feeds[0][0].origin is Origin.GIVEN:
        return await report_of(tools, found.feeds[0][1])
    return found


def _tried(report: Report) -> ResponseReturnValue:
    topics = site().store.topics.all()
    return render_template(
        "feeds/tried.html",
        report=report,
        trial=report.trial,
        lines=lines_of(report)[:SHOWN],
        carried=topics_of(report, topics),
        topics=topics,
        details=FeedForm(obj=report.trial.as_feed()),
    )


def _again(form: AddressForm, sentence: str, status: int = 422) -> ResponseReturnValue:
    form.complain(sentence)
    return render_template("feeds/new.html", form=form), status


def _addresses(found: Discovery) -> list[str]:
    return [trial.url for _, trial in found.feeds] + [candidate.url for candidate in found.untried]
