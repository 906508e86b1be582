"""A briefing: chosen stories with a title and a note, as a page, as HTML, for Word and as PDF, all of one template."""
