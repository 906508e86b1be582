"""An entry of a feed becomes an article: identity, canonical address, dates, clean text, language."""
