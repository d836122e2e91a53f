"""The answers on duplicates as JSON-ready values (`docs/answers.md`)."""

from __future__ import annotations

from .. import answers
from ..answers import Json
from .verdict import Duplicates, Group


def duplicates(file: str, found: Duplicates) -> Json:
    return {"file": file, "verdict": found.verdict.value, "matches": [answers.match(match) for match in found.matches]}


def groups(found: tuple[Group, ...]) -> Json:
    """Groups of one document name it, groups of several list them."""
    return {"groups": [_group(group) for group in found]}


def _group(group: Group) -> Json:
    documents = [answers.document(known) for known in group.documents]
    which = {"document": documents[0]} if len(documents) == 1 else {"documents": documents}
    return {"verdict": group.verdict.value, **which, "files": list(group.files)}
