"""The list of users, and inviting more of them."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, RadioField
from wtforms.validators import AnyOf

from monitor.model import Role
from monitor.pipeline.invitations import VALID_FOR, invite
from webui.access import needs
from webui.site import now, site

blueprint = Blueprint("users", __name__, url_prefix="/people")

ROLES = {
    Role.READER: "reads the desk",
    Role.EDITOR: "decides on what the desk shows",
    Role.ADMIN: "sets up feeds, topics and people",
}


class InviteForm(Form):
    role = RadioField(
        "Role",
        [AnyOf([role.value for role in Role], message="Choose one of these.")],
        choices={role.value: meaning for role, meaning in ROLES.items()},
        default=Role.READER.value,
        validate_choice=False,
    )


@blueprint.route("", methods=["GET", "POST"])
@needs(Role.ADMIN)
def index() -> ResponseReturnValue:
    """The link of a new invitation is shown this once; only its hash is kept."""
    form, link = InviteForm(request.form), ""
    if request.method == "POST" and form.validate():
        token = invite(site().store, Role(form.role.data), now())
        link = site().settings.server.public_url + url_for("invitations.accept", token=token)
    page = render_template(
        "people/users.html", form=form, users=site().store.users.all(), link=link, days=VALID_FOR.days
    )
    return page, 422 if form.errors else 200, {"Cache-Control": "no-store"}
