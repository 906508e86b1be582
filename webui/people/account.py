"""One's own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from monitor.model import Role
from webui.access import needs
from webui.people import sign_ins
from webui.people.fields import ZoneField
from webui.site import reader

blueprint = Blueprint("account", __name__, url_prefix="/account")


class AccountForm(Form):
    zone = ZoneField(description="All times of the desk are shown in it.")


@blueprint.route("", methods=["GET", "POST"])
@needs(Role.READER)
def show() -> ResponseReturnValue:
    form = AccountForm(request.form, zone=reader().zone)
    if request.method == "POST" and form.validate():
        sign_ins.keep_zone(reader(), form.zone.data or "UTC")
        flash("Your time zone was saved.")
        return redirect(url_for("account.show"), 303)
    return render_template("people/account.html", form=form, user=reader()), 422 if form.errors else 200
