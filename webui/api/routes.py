"""The blueprint with every route of the API on it."""

from webui.api import backtests, drafts, names, quotes, radar, session, stories, topics, verdicts, wishes
from webui.api.blueprint import blueprint

__all__ = [
    "backtests",
    "blueprint",
    "drafts",
    "names",
    "quotes",
    "radar",
    "session",
    "stories",
    "topics",
    "verdicts",
    "wishes",
]
