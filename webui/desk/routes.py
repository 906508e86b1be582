"""The blueprint with every route of the desk on it."""

from webui.desk import acting, go, live, merging, pages, shift, splitting
from webui.desk.blueprint import blueprint

__all__ = ["acting", "blueprint", "go", "live", "merging", "pages", "shift", "splitting"]
