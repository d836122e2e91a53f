"""File formats: from a path to the text of its pages."""
