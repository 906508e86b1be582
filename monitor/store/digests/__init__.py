"""Who gets which digest, and what became of each message."""
