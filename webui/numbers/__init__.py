"""Numbers to look at: charts, the same as tables, and the articles behind each number."""
