"""The ledger: what is known of any address or item, and what became of it."""
