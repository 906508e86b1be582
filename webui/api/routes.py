"""The blueprint with every route of the API on it."""

from webui.api import backtests, session, topics, verdicts
from webui.api.blueprint import blueprint

__all__ = ["backtests", "blueprint", "session", "topics", "verdicts"]
