"""A trace as a picture, and as text that other programs draw."""
