"""A text as the classifier reads it: sentences, words, terms, ideas."""
