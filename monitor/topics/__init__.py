"""Does an article carry a topic, and which of its words say so."""
