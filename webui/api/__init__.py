"""The JSON API: a file a subject, for whoever is signed in to the desk.

A request that changes something carries the session's token in the header X-CSRFToken; GET /api/session tells it.
What is refused is answered with {"error": a sentence} and a status that fits.
"""
