"""Who may open which page. A view that says nothing of it fails for everybody."""

from collections.abc import Callable
from typing import TypeVar

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from monitor.model import Role
from webui import site

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

_needed: dict[Callable[..., object], Role | None] = {}  # None: everybody


def public(view: View) -> View:
    """Mark a view that strangers may open too."""
    _needed[view] = None
    return view


def needs(role: Role) -> Callable[[View], View]:
    """Mark a view that only users of this role, or a higher one, may open."""

    def mark(view: View) -> View:
        _needed[view] = role
        return view

    return mark


def needed_for(view: Callable[..., object]) -> Role | None:
    """The role that a view asks for; None: it is public. Raises KeyError for one that does not say."""
    return _needed[view]


def guard() -> ResponseReturnValue | None:
    """Runs before each request: strangers are asked to sign in, users without the role are refused."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    role = needed_for(current_app.view_functions[request.endpoint])
    if role is None:
        return None
    user = site.visitor()
    if user is None and request.blueprint == "api":  # a program is told, and sent nowhere
        abort(401)
    if user is None:
        onward = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None
        return redirect(url_for("people.sign_in", next=onward), 303)
    if not user.role.may(role):
        abort(403)
    return None
