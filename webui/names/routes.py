"""The blueprint with every route of these pages on it."""

from webui.names import adding, pages, quotes, spellings
from webui.names.blueprint import blueprint

__all__ = ["adding", "blueprint", "pages", "quotes", "spellings"]
