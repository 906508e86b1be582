"""Get news in: what to request, the fetch, the parse, and when to come back."""
