"""Who gets what by mail, and when: schedule, compose, render, send."""
