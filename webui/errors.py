"""Error pages in the house style, and as JSON for the API. None of them quotes the request or an exception.

What the API calls unprocessable is the exception: its own sentence says which part of the request, and why.
"""

from dataclasses import dataclass

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, UnprocessableEntity


@dataclass(frozen=True, slots=True)
class Wording:
    title: str
    sentence: str


_WORDINGS = {
    400: Wording("That request was not understood", "Go back, reload the page and try again."),
    401: Wording("Nobody is signed in", "Sign in to the desk first."),
    403: Wording(
        "Your role does not include this", "Ask an admin of the desk to do it or to raise your role."
    ),
    404: Wording(
        "There is nothing here", "The link may be old, or mistyped. What was here may have been deleted."
    ),
    405: Wording("That does not work this way", "Go back and use the buttons of the page."),
    413: Wording("That was too large", "Go back and send less text."),
    429: Wording("Too many tries", "Wait a little and try again."),
    500: Wording(
        "Something broke here",
        "It was written to the log. Try again; if it stays, tell whoever runs the desk.",
    ),
}
_OTHER = Wording("That did not work", "Go back and try again.")
_EXPIRED = Wording(
    "This page was open for too long", "Go back, reload it and send it again. Nothing was changed."
)


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(CSRFError, _page)
    # Flask logs the exception, then comes here with an InternalServerError
    app.register_error_handler(500, _page)


def _page(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):  # a Host header that is not ours: no address can be built for a page
        return "This server does not answer to that name.\n", 400, {"Content-Type": "text/plain"}
    code = error.code or InternalServerError.code
    if error.response is not None or code < 400:  # a redirect that the routing asks for
        return error.get_response(request.environ)
    wording = _EXPIRED if isinstance(error, CSRFError) else _WORDINGS.get(code, _OTHER)
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    if request.path.startswith("/api/"):
        sentence = (
            error.description if code == UnprocessableEntity.code else f"{wording.title}. {wording.sentence}"
        )
        return jsonify(error=sentence), code, headers
    return render_template("errors/error.html", code=code, wording=wording), code, headers
