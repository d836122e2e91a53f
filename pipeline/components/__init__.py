"""The rules that tag a text, one component of the spaCy pipeline a module."""
