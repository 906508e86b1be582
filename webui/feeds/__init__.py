"""The feeds: how each does, and how admins find, try, add and change them. Importing a module adds its pages."""

from webui.feeds import adding, lists, pages

__all__ = ["adding", "lists", "pages"]
