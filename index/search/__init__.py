"""From a query to hits: what matches, in which order, and why."""
