"""Search: one box in the query language of topics."""
