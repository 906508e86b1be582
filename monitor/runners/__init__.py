"""What drives the use cases: the clock and the workers."""
