"""The feeds: how each does, and how admins set them up."""
