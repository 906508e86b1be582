"""What is learnt from labelled items, and where the model that comes of it is kept."""
