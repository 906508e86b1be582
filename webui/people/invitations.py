"""Accepting an invitation by its one-time link."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from wtforms import Form, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from monitor.model import User
from monitor.pipeline.invitations import hash_of
from webui.access import public
from webui.people import passwords, sign_ins
from webui.people.fields import ZoneField
from webui.site import now, site

blueprint = Blueprint("invitations", __name__, url_prefix="/invitations")


def _stripped(text: str | None) -> str:
    return (text or "").strip()


def _printable(_form: Form, field: StringField) -> None:
    if not (field.data or "").isprintable():
        raise ValidationError("Write the name without control characters.")


class AcceptForm(Form):
    name = StringField(
        "Name",
        [
            DataRequired("Write the name you will sign in with."),
            Length(max=80, message="At most 80 characters."),
            _printable,
        ],
        filters=[_stripped],
        description="You sign in with it, and colleagues see it.",
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Password",
        [
            Length(
                passwords.LEAST,
                passwords.MOST,
                message=f"Write {passwords.LEAST} characters or more; a few words do well.",
            )
        ],
        description=f"{passwords.LEAST} characters or more.",
        render_kw={"autocomplete": "new-password", "minlength": passwords.LEAST},
    )
    zone = ZoneField(description="Times are shown in it.")


@blueprint.route("/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    role = site().store.users.invitation(hash_of(token), now())
    if role is None:
        return _spent()
    form = AcceptForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            user = _accepted(token, form)
        except IntegrityError:
            form.name.errors = ["Somebody has this name already: choose another."]
        else:
            if user is None:
                return _spent()
            sign_ins.begin(user)
            return redirect(url_for("desk.index"), 303)
    return render_template("people/accept.html", form=form, role=role), 422 if form.errors else 200


def _accepted(token: str, form: AcceptForm) -> User | None:
    name, zone = form.name.data or "", form.zone.data or "UTC"
    password_hash = passwords.hashed(form.password.data or "")
    return site().store.users.accept(hash_of(token), name, password_hash, zone, now())


def _spent() -> ResponseReturnValue:
    """The same for a used, an expired and an invented link."""
    return render_template("people/spent.html"), 404
