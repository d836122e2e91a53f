"""The full-text engine for many users and millions of documents: Elasticsearch."""

from __future__ import annotations

from ..pipeline.config import Elasticsearch
from .engine import Index


def Elastic(server: Elasticsearch, archive: str) -> Index:
    raise NotImplementedError
