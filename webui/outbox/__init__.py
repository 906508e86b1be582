"""The outbox: every message that was written, sent or not."""
