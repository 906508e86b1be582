"""The blueprint with every route of these pages on it."""

from webui.stories import changing, pages
from webui.stories.blueprint import blueprint

__all__ = ["blueprint", "changing", "pages"]
