"""Names in the news: who and what is told of, how it is spelled, who said what."""
