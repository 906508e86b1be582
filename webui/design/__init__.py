"""The design system's living page: every component in every state, drawn by what draws the desk."""
