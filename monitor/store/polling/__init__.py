"""Whom to poll, and what came of it."""
