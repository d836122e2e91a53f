"""Elasticsearch as a full-text engine."""
