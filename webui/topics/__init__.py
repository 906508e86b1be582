"""The topics that the desk follows."""
