"""The list of stories, and what the desk decides on them."""
