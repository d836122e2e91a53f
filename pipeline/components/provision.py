"""Which part of a document is meant: `điểm a khoản 2 Điều 5` before its name; of several the first."""

from __future__ import annotations

import re

from ..model import Provision
from .layout import Layout

_IDS = r"(?:\d{1,4}[a-z]?|[a-z]|[ivxlc]{1,6})(?:\.\d{1,3}){0,3}(?!\w)"
_UNIT = re.compile(
    r"(?<!\w)(?P<unit>tiet|diem|khoan|dieu|tieu\s+muc|muc|chuong|phan|phu\s+luc)\s+"
    rf"(?P<first>{_IDS})(?:(?:\s*,\s*|\s+(?:va|hoac|den)\s+){_IDS})*"
)
_BETWEEN = re.compile(r"[\s,;]*(?:(?:va|hoac|den|cua|tai|cac)\s+){0,2}")
_BEFORE_NAME = re.compile(r"[\s,]*(?:(?:cua|tai|trong|cac)\s+){0,2}")
_WINDOW = 240  # characters


def before(layout: Layout, start: int) -> Provision | None:
    """The provision that stands right before a mention; None where no article is named."""
    chain: list[re.Match[str]] = []
    for unit in _UNIT.finditer(layout.folded, max(layout.paragraph_at(start)[0], start - _WINDOW), start):
        if chain and not _BETWEEN.fullmatch(layout.folded, chain[-1].end(), unit.start()):
            chain = []
        chain.append(unit)
    if not chain or not _BEFORE_NAME.fullmatch(layout.folded, chain[-1].end(), start):
        return None
    articles = [index for index, unit in enumerate(chain) if unit["unit"] == "dieu"]
    if not articles:
        return None
    # `Điều 5 khoản 2` is turned round; in `Điều 5, khoản 1 Điều 6` the clause is of the next article.
    own = chain if len(articles) == 1 else chain[: articles[0]]
    article = chain[articles[0]]["first"]
    return Provision(article, _first(layout, own, "khoan"), _first(layout, own, "diem"))


def _first(layout: Layout, chain: list[re.Match[str]], unit: str) -> str | None:
    """The first number or letter of a kind of part, as printed: điểm đ is not điểm d."""
    found = next((part for part in chain if part["unit"] == unit), None)
    return layout.view[slice(*found.span("first"))].lower() if found else None
