"""The index of words, and the searches that people keep."""
