"""Who is meant by a mention, and the graph that this makes of an archive."""
