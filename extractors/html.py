"""Web pages: their main text in its order, tables as rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import ClassVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..pipeline.config import Config
from ..pipeline.errors import DamagedFile, UnsupportedFormat
from ..pipeline.model import Page, Source
from . import blocks, legacy, unpaged
from .blocks import Block, Cell, Paragraph, Table
from .markup import BLOCKS, decoded, shallow
from .office.numbering import number
from .sniff import HTML, text_encoding
from .stylesheet import Style, StyleSheet

_LEFT_OUT = frozenset(
    str.split(
        """head script style noscript template nav footer aside menu button select option textarea input iframe object
        embed svg canvas audio video map dialog datalist -comment"""
    )
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_NUMBERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_MAIN_SHARE = 0.5  # of the text of a page, from which on an element that claims to be the main one is it
_MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Html:
    """One page for a whole file: nobody has printed it."""

    config: Config
    media_types: ClassVar[frozenset[str]] = frozenset({HTML})

    def extract(self, source: Source) -> tuple[Page, ...]:
        if source.data.count(0) and text_encoding(source.data) is None:
            raise DamagedFile(f"{source.path}: the web page holds bytes that are no text; get it again")
        tree = LexborHTMLParser(shallow(decoded(source.data)))
        try:
            sheet = StyleSheet.of(style.text() for style in tree.css("style"))
            text = blocks.text(_Reader(sheet).blocks(tree))
        except RecursionError as error:
            raise DamagedFile(f"{source.path}: the web page is nested too deeply to be read; save it as PDF") from error
        if not text:
            raise UnsupportedFormat(
                f"{source.path}: the web page holds no text; open it in a browser and save it as PDF, then read that"
            )
        return (unpaged.page(text, self.config),)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a piece of text takes over from the elements around it."""

    font: str = ""
    centred: bool = False
    capitals: bool = False
    spaced: bool = False  # its blanks and line breaks count


@dataclass(slots=True)
class _Flow:
    """Blocks as they come, and the text of the one that is not ended yet, by font."""

    done: list[Block] = field(default_factory=list)
    runs: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""
    items: Counter[int] = field(default_factory=Counter)  # by list how many it has had

    def number(self, item: LexborNode) -> str:
        """What stands before the item of a list."""
        parent = item.parent
        if parent is None or parent.tag != "ol":
            return "-"
        start = _count(item.attributes.get("value") or parent.attributes.get("start"))
        if item.attributes.get("value"):
            self.items[parent.mem_id] = 0
        self.items[parent.mem_id] += 1
        form = _NUMBERS.get(parent.attributes.get("type") or "", "decimal")
        return number(start + self.items[parent.mem_id] - 1, form) + (")" if form.endswith("Letter") else ".")

    def end(self, look: _Look) -> None:
        """End the paragraph."""
        if not self.runs:
            return
        text = "".join(
            legacy.convert("".join(piece for _, piece in same), font)
            for font, same in groupby(self.runs, key=lambda run: run[0])
        )
        text = _EMPTY_LINES.sub("\n\n", "\n".join(line.strip(" ") for line in text.split("\n"))).strip()
        if text:
            self.done.append(Paragraph(f"{self.label} {text}" if self.label else text, look.centred))
            self.label = ""
        self.runs.clear()


@dataclass(frozen=True, slots=True)
class _Reader:
    """From the tree of a page to its blocks."""

    sheet: StyleSheet

    def blocks(self, tree: LexborHTMLParser) -> list[Block]:
        flow = _Flow()
        body = tree.body or tree.root
        if body is not None:
            self._children(_main(body), _Look(), flow)
        flow.end(_Look())
        return flow.done

    def _children(self, parent: LexborNode, look: _Look, flow: _Flow) -> None:
        node = parent.child
        while node is not None:
            self._node(node, look, flow)
            node = node.next

    def _node(self, node: LexborNode, look: _Look, flow: _Flow) -> None:
        tag = node.tag or ""
        if node.is_text_node:
            text = node.text_content or ""
            shown = text if look.spaced else _BLANK.sub(" ", text)
            flow.runs.append((look.font, shown.upper() if look.capitals else shown))
        elif tag == "br":
            flow.runs.append((look.font, "\n"))
        elif tag not in _LEFT_OUT:
            self._element(node, tag, look, flow)

    def _element(self, node: LexborNode, tag: str, look: _Look, flow: _Flow) -> None:
        attributes = node.attributes
        style = self.sheet.style(tag, attributes)
        if style.hidden or "hidden" in attributes or (attributes.get("role") or "") in _ROLES:
            return
        inner = _look(tag, attributes, style, look)
        if tag == "table":
            flow.end(look)
            self._table(node, attributes, style, replace(inner, centred=False), flow)
        elif tag in BLOCKS:
            flow.end(look)
            if tag == "li":
                flow.label = flow.number(node)
            self._children(node, inner, flow)
            flow.end(inner)
        else:
            self._children(node, inner, flow)

    def _table(
        self, node: LexborNode, attributes: dict[str, str | None], style: Style, look: _Look, flow: _Flow
    ) -> None:
        rows: list[LexborNode] = []
        for child in _elements(node):
            if child.tag == "caption":
                self._children(child, look, flow)
                flow.end(look)
            elif child.tag in _GROUPS:
                rows += (row for row in _elements(child) if row.tag == "tr")
            elif child.tag == "tr":
                rows.append(child)
        grid: list[tuple[Cell, ...]] = []
        below: dict[int, int] = {}  # by column the rows that a cell from above still takes
        said: list[bool] = []
        for row in rows:
            if self.sheet.style("tr", row.attributes).hidden:
                continue
            cells, lines = self._row(row, look, below)
            grid.append(cells)
            said += lines
        ruled = 2 * sum(said) > len(said) if said else _ruled(attributes, style)
        flow.done.append(Table(tuple(grid), ruled))

    def _row(self, row: LexborNode, look: _Look, below: dict[int, int]) -> tuple[tuple[Cell, ...], list[bool]]:
        """The cells of a row; for each that says so, whether it has lines."""
        cells: list[Cell] = []
        said: list[bool] = []
        column = 0
        taken = _taken(below)
        for child in _elements(row):
            if child.tag not in ("td", "th"):
                continue
            while column in taken:
                column += 1
            cell, lines = self._cell(child, child.tag, column, look)
            column += cell.across
            cells.append(cell)
            said += [] if lines is None else [lines]
            rows = _count(child.attributes.get("rowspan"))
            if rows > 1:
                below |= dict.fromkeys(range(cell.column, column), rows - 1)
        return tuple(cells), said

    def _cell(self, node: LexborNode, tag: str, column: int, look: _Look) -> tuple[Cell, bool | None]:
        """A cell, and whether it has lines; what heads a column has."""
        attributes = node.attributes
        style = self.sheet.style(tag, attributes)
        flow = _Flow()
        inner = _look(tag, attributes, style, look)
        self._children(node, inner, flow)
        flow.end(inner)
        across = min(_count(attributes.get("colspan")), _MOST_COLUMNS)
        return Cell(() if style.hidden else tuple(flow.done), column, across), True if tag == "th" else style.ruled


def _taken(below: dict[int, int]) -> frozenset[int]:
    """The columns of a row that cells from above take; they take one row less of those that follow."""
    taken = frozenset(below)
    for column in taken:
        below[column] -= 1
        if not below[column]:
            del below[column]
    return taken


def _main(body: LexborNode) -> LexborNode:
    """The one element that says it holds the main text, if it holds most of it."""
    for selector in ("main, [role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) >= _MAIN_SHARE * len(body.text()):
            return found[0]
    return body


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _look(tag: str, attributes: dict[str, str | None], style: Style, look: _Look) -> _Look:
    align = (attributes.get("align") or "").lower()
    centred = True if align == "center" else style.centred if style.centred is not None else False if align else None
    font = style.font or (attributes.get("face") or "").partition(",")[0].strip()
    return _Look(
        font=font or look.font,
        centred=tag == "center" or (look.centred if centred is None else centred),
        capitals=look.capitals if style.capitals is None else style.capitals,
        spaced=look.spaced or tag == "pre",
    )


def _ruled(attributes: dict[str, str | None], style: Style) -> bool | None:
    """Does the table say whether it has lines? Not all of them do."""
    if attributes.get("role") == "presentation":
        return False
    border = attributes.get("border")
    if border is not None:
        return border.strip() not in ("0", "0px")
    return style.ruled


def _count(value: str | None) -> int:
    """A number of columns or rows, at least 1."""
    return max(1, int(value)) if value and re.fullmatch(r"\s*\d{1,5}\s*", value) else 1
