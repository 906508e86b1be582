"""The index of words and concepts, and the searches that people keep."""
