"""What a trained model says of an article, and by which of its words."""
