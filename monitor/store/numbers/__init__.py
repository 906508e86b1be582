"""Figures over stretches of time."""
