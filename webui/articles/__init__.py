"""One article, with what speaks for its topics."""
