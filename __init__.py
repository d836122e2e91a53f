"""Căn Cứ: what a document rests on. `cancu.tag(text)` tags one Vietnamese administrative document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cancu.pipeline.record import tag

__all__ = ["tag"]


def __getattr__(name: str) -> object:
    # On first use only: tagging brings spaCy, which a search from the command line need not wait for.
    if name == "tag":
        from cancu.pipeline.record import tag

        return tag
    raise AttributeError(f"module 'cancu' has no attribute {name!r}")
