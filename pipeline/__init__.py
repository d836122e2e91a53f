"""One document: from the text of its pages to its record."""
