"""Topic files: read, written, their examples run."""
