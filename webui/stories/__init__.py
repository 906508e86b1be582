"""Stories: the page of one, and what editors change of it."""
