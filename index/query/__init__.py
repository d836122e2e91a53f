"""What a person asks for: its syntax, and the tree that is read from it."""
