"""Text from images of pages."""
