"""Which texts are copies, and whose they were first."""
