"""All items: the list of single articles."""
