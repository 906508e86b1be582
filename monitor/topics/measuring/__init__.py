"""How right the topics are, and what a change to them would bring."""
