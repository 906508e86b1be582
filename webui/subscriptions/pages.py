"""The pages that subscribers see. Links in mails are followed by scanners: only POST acts."""

from math import ceil

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from monitor.model import Subscription, SubscriptionState
from monitor.pipeline import subscriptions
from webui.access import public
from webui.security import client_of
from webui.site import now, site
from webui.subscriptions.form import SubscribeForm

blueprint = Blueprint("subscriptions", __name__)

_PRIVATE = {"Cache-Control": "no-store"}  # the address of the page is a key


@blueprint.route("/subscribe", methods=["GET", "POST"])
@public
def subscribe() -> ResponseReturnValue:
    topics = site().store.topics.all()
    form = SubscribeForm(request.form)
    form.offer(topics)
    if request.method == "GET":
        form.topics.data = [topic.slug for topic in topics]
        return render_template("subscriptions/subscribe.html", form=form)
    client = client_of(request)
    wait = site().subscribe_throttle.wait(client, now())
    if wait:
        message = "Too many sign-ups came from your network. Try again in an hour."
        page = render_template("subscriptions/subscribe.html", form=form, message=message)
        return page, 429, {"Retry-After": str(ceil(wait.total_seconds()))}
    wrong = _ask(form)
    if wrong:
        form.complain(wrong)
        return render_template("subscriptions/subscribe.html", form=form), 422
    site().subscribe_throttle.count(client, now())
    return _said(
        "Look into your mailbox",
        "A mail is on its way to you. Open the link in it within 48 hours to confirm; until then nothing is sent.",
    )


@blueprint.route("/subscriptions/confirm/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> ResponseReturnValue:
    if request.method == "POST":
        if subscriptions.confirm(site().store, site().secret, token, now()) is None:
            abort(404)
        return _said("Confirmed", "Your first digest comes at the next hour you chose.")
    found = subscriptions.to_confirm(site().store, site().secret, token, now())
    if found is None:
        abort(404)
    if found.state is SubscriptionState.ACTIVE:
        return _said("Confirmed already", "Your digest comes every day at the hour you chose.")
    return _said("Confirm your subscription", f"{_wishes(found)} Press the button to begin.", "Confirm")


@blueprint.route("/subscriptions/stop/<token>", methods=["GET", "POST"])
@public
def stop(token: str) -> ResponseReturnValue:
    """POST is what mail programs send by themselves too (RFC 8058): without a cookie, and answered at once."""
    if request.method == "POST":
        if subscriptions.stop(site().store, site().secret, token, now()) is None:
            abort(404)
        return _said("Stopped", "No further digest will be sent to you.")
    found = subscriptions.to_stop(site().store, site().secret, token)
    if found is None:
        abort(404)
    if found.state is SubscriptionState.STOPPED:
        return _said("Stopped already", "No digest is being sent to you.")
    return _said(
        "Stop the digest?",
        f"{_wishes(found)} Press the button and no further one will come.",
        "Stop the digest",
    )


def _ask(form: SubscribeForm) -> dict[str, str]:
    it = site()
    email, chosen, zone = form.email.data or "", form.topics.data or [], form.zone.data or ""
    return subscriptions.sign_up(
        it.store, it.settings, it.secret, email, chosen, form.chosen_hour, zone, now()
    )


def _wishes(subscription: Subscription) -> str:
    names = {topic.slug: topic.name for topic in site().store.topics.all()}
    topics = ", ".join(names.get(slug, slug) for slug in subscription.topics)
    return f"A daily digest at {subscription.hour:02}:00 ({subscription.zone}) on {topics}."


def _said(title: str, sentence: str, button: str = "") -> ResponseReturnValue:
    page = render_template("subscriptions/said.html", title=title, sentence=sentence, button=button)
    return page, 200, _PRIVATE
