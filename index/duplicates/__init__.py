"""Is a document here already: candidates, comparison, verdicts, review."""
