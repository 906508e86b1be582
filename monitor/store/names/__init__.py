"""Names, their spellings, and who said what."""
