"""Words the rules know, as data: kinds, bodies, triggers, laws, units. One table a file, read once."""
