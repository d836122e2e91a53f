"""Many documents: the catalogue, the full-text index, and the questions asked of them."""
