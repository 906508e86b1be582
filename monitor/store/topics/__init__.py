"""Topics, and what people and second readers say of their matches."""
