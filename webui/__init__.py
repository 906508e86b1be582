"""The web desk: a Flask app over the store, a blueprint a noun."""

from webui.app import create_app

__all__ = ["create_app"]
