"""The blueprint with every route of the search on it."""

from webui.search import downloads, drafts, news, pages, saved, watchlists
from webui.search.blueprint import blueprint

__all__ = ["blueprint", "downloads", "drafts", "news", "pages", "saved", "watchlists"]
