"""Articles: what is kept of each, in which lists it stands, how it changed and what it was judged."""
