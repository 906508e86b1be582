"""How well the shipped topics are told apart: docs/quality.md."""
