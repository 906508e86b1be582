"""Signing in and out."""

from datetime import timedelta
from math import ceil

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, PasswordField, StringField

from monitor.model import Role, User
from webui.access import needs, public
from webui.people import passwords, sign_ins
from webui.people.onward import page_named
from webui.security import client_of
from webui.site import now, site, visitor

blueprint = Blueprint("people", __name__)

_WRONG = "Name or password is wrong."


class SignInForm(Form):
    name = StringField("Name", render_kw={"autocomplete": "username"})
    password = PasswordField("Password", render_kw={"autocomplete": "current-password"})


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    onward = page_named(request.values.get("next"), url_for("desk.index"))
    if site().open_desk or (visitor() is not None and request.method == "GET"):
        return redirect(onward, 303)
    form = SignInForm(request.form)
    if request.method == "GET":
        return render_template("people/sign_in.html", form=form, onward=onward)
    name, password = (form.name.data or "").strip()[:200], (form.password.data or "")[: passwords.MOST]
    wait = _wait(name)
    if wait:
        message = f"Too many tries. Wait {_minutes(wait)} and try again."
        page = render_template("people/sign_in.html", form=form, onward=onward, message=message)
        return page, 429, {"Retry-After": str(ceil(wait.total_seconds()))}
    user = _user(name, password)
    if user is None:
        return render_template("people/sign_in.html", form=form, onward=onward, message=_WRONG), 422
    sign_ins.begin(user)
    return redirect(onward, 303)


@blueprint.post("/sign-out")
@needs(Role.READER)
def sign_out() -> ResponseReturnValue:
    sign_ins.end()
    return redirect(url_for("people.sign_in"), 303)


def _wait(name: str) -> timedelta:
    client = client_of(request)
    return max(
        site().sign_in_throttle.wait((name, client), now()), site().address_throttle.wait(client, now())
    )


def _user(name: str, password: str) -> User | None:
    client = client_of(request)
    # Before the check: tries at the same moment count too.
    site().sign_in_throttle.count((name, client), now())
    if "\0" in name:  # PostgreSQL cannot even be asked for it
        return None
    user = passwords.user_with(site().store, name, password)
    if user is None:
        site().address_throttle.count(client, now())
    else:
        site().sign_in_throttle.forget((name, client))
    return user


def _minutes(wait: timedelta) -> str:
    minutes = ceil(wait.total_seconds() / 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
