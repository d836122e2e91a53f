"""The formats in which a trace can be had, and the one function that makes each."""

from __future__ import annotations

from collections.abc import Callable

from ..answers import Json
from .dot import dot
from .graph import Graph, read
from .graphml import graphml
from .mermaid import mermaid
from .page import page
from .svg import svg

_FORMATS: dict[str, Callable[[Graph], str]] = {
    "mermaid": mermaid,
    "dot": dot,
    "graphml": graphml,
    "html": page,
    "svg": svg,
}
NAMES = tuple(_FORMATS)


def rendered(answer: Json, name: str) -> str:
    """The answer of a trace in the format of this name, one of `NAMES`; ends with a line break."""
    return _FORMATS[name](read(answer))
