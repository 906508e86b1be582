"""The desk: the list of matches."""
