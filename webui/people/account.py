"""One's own account."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from monitor.model import Role
from webui.access import needs
from webui.desk.keymap import changes, keymap
from webui.people import sign_ins
from webui.people.fields import ZoneField
from webui.site import account_id, reader, site

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
    return render_template("people/account.html", form=form, **_keys()), 422 if form.errors else 200


@blueprint.post("/keys")
@needs(Role.READER)
def set_keys() -> ResponseReturnValue:
    """Keep which keys the reader works with; `reset` brings the usual ones back."""
    given = {} if "reset" in request.form else request.form
    changed, faults = changes(given)
    if faults:
        form = AccountForm(zone=reader().zone)
        return render_template("people/account.html", form=form, **_keys(given, faults)), 422
    site().store.desk_readers.set_keys(account_id(), changed)
    flash("Your keys were saved.")
    return redirect(url_for("account.show") + "#keys", 303)


def _keys(given: Mapping[str, str] | None = None, faults: Mapping[str, str] | None = None) -> dict[str, Any]:
    changed = site().store.desk_readers.of(account_id()).keys if given is None else given
    return {"user": reader(), "keys": keymap(changed, reader().role), "faults": faults or {}}
