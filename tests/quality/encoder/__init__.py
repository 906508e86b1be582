"""Teaches the encoder what ships in seeds/encoder."""
