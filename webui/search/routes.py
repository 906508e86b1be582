"""The blueprint with every route of the search on it."""

from webui.search import downloads, drafts, pages, saved
from webui.search.blueprint import blueprint

__all__ = ["blueprint", "downloads", "drafts", "pages", "saved"]
