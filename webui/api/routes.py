"""The blueprint with every route of the API on it."""

from webui.api import backtests, drafts, session, topics, verdicts, wishes
from webui.api.blueprint import blueprint

__all__ = ["backtests", "blueprint", "drafts", "session", "topics", "verdicts", "wishes"]
