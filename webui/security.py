"""What every answer says to the browser about what it may do with the page."""

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSessionInterface

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class SessionCookie(SecureCookieSessionInterface):
    """Secure wherever the desk is reached over TLS, also where only this request was."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return super().get_cookie_secure(app) or request.is_secure


def add_headers(response: Response) -> Response:
    """Set the headers that a view has not set itself."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "private, no-cache")
    return response


def client_of(request: Request) -> str:
    """The address that a request came from, as far as this server can tell."""
    return request.remote_addr or "unknown"
