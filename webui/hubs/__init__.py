"""Hubs: where they call us, and how it stands with them."""
