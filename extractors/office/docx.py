"""Word files (docx): the text as it is printed, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import ClassVar

from ...pipeline.config import Config
from ...pipeline.errors import DamagedFile, UnsupportedFormat
from ...pipeline.model import Page, Source
from .. import blocks, legacy, unpaged
from ..blocks import Block, Cell, Paragraph, Table
from ..sniff import DOCX
from . import package
from .numbering import Numbering
from .package import Element, Package, integer
from .styles import VAL, Look, Styles, W, is_line, style_of
from .symbols import symbols

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ALTERNATIVES = f"{_MC}AlternateContent"
_TEXT_BOX = f"{W}txbxContent"

# What holds runs or paragraphs as they are; insertions are accepted.
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
) | {f"{_M}oMath", f"{_M}oMathPara"}
_SIGNS = {
    **{f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"},
    f"{W}softHyphen": "\xad",
}
_WRITTEN = frozenset({f"{W}t", f"{_M}t"})
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)
_PAGE_WORDS = re.compile(r"trang|tờ|page|of|số|[\W\d_]", re.I)  # what may stand beside the number of a page
_MOST_COLUMNS = 63  # of a table, in Word
_WIDE, _HIGH = 3_600_000, 4_320_000  # EMU: a picture of 10 × 12 cm is likely to be a page that was scanned


@dataclass(frozen=True, slots=True)
class Docx:
    """One page for a whole file; breaks between pages are breaks between paragraphs."""

    config: Config
    media_types: ClassVar[frozenset[str]] = frozenset({DOCX})

    def extract(self, source: Source) -> tuple[Page, ...]:
        opened = package.opened(source)
        try:
            document = _document(opened)
            text = blocks.text(document.blocks())
        except RecursionError as error:
            raise DamagedFile(
                f"{source.path}: the document is nested too deeply to be one that was written; get it again"
            ) from error
        if not text:
            raise UnsupportedFormat(
                f"{source.path}: the document holds no text, only pictures or nothing; save it as PDF and read that"
            )
        return (unpaged.page(text, self.config, tuple(document.warnings())),)


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    font: str


@dataclass(slots=True)
class _Document:
    """One file while it is read: it counts lists and notes."""

    package: Package
    body: tuple[Element, ...]
    targets: dict[str, tuple[str, str]]
    styles: Styles
    numbering: Numbering
    settings: Element | None
    notes: dict[str, dict[str, Element]]
    cited: list[tuple[str, Element]] = field(default_factory=list)  # notes: their mark, and what they hold
    pictures: int = 0
    foreign: bool = False
    _marks: int = 0  # how many notes have one of ours
    _seen: set[int] = field(default_factory=set)
    _opened: set[str] = field(default_factory=set)  # parts with headers and footers
    _shown: set[str] = field(default_factory=set)  # their texts
    _fields: list[bool] = field(default_factory=list)  # of each field that is open: is its result shown?

    def blocks(self) -> Iterator[Block]:
        """Header, body and notes in the order in which they are read; footers and notes last."""
        sections = list(self._sections())
        for content, section in sections:
            yield from self._edge(section, "header")
            yield from self._blocks(content)
        for _, section in sections:
            yield from self._edge(section, "footer")
        yield from self._noted()

    def warnings(self) -> Iterator[str]:
        if self.pictures:
            yield f"Tệp có {self.pictures} hình lớn, chữ trong hình chưa được đọc: nên lưu thành PDF rồi đọc lại"
        if self.foreign:
            yield "Tệp chứa một tệp khác được nhúng vào, phần ấy chưa được đọc: nên lưu riêng tệp ấy"

    def _sections(self) -> Iterator[tuple[list[Element], Element | None]]:
        content: list[Element] = []
        for child in self.body:
            if child.tag == f"{W}sectPr":
                yield content, child
                content = []
                continue
            content.append(child)
            section = child.find(f"{W}pPr/{W}sectPr") if child.tag == f"{W}p" else None
            if section is not None:
                yield content, section
                content = []
        if content:
            yield content, None

    def _edge(self, section: Element | None, kind: str) -> Iterator[Block]:
        """Headers or footers of a section that are not in the text yet, page numbers left out."""
        for name in self._edges(section, kind):
            text = blocks.text(self._blocks(self.package.xml(name)), tight=True)
            shown = "\n".join(line for line in text.splitlines() if _PAGE_WORDS.sub("", line))
            if shown and shown not in self._shown:
                self._shown.add(shown)
                yield Paragraph(shown)

    def _edges(self, section: Element | None, kind: str) -> Iterator[str]:
        """The parts that hold the headers or footers of a section, each once in a document."""
        if section is None:
            return
        kinds = ["first", "default"] if section.find(f"{W}titlePg") is not None else ["default"]
        if self.settings is not None and self.settings.find(f"{W}evenAndOddHeaders") is not None:
            kinds.append("even")
        references = {
            found.get(f"{W}type", "default"): found.get(_ID, "") for found in section.iterfind(f"{W}{kind}Reference")
        }
        for wanted in kinds:
            _, name = self.targets.get(references.get(wanted, ""), ("", ""))
            if name in self.package and name not in self._opened:
                self._opened.add(name)
                yield name

    def _noted(self) -> Iterator[Block]:
        """The notes, by the mark that the text has for them; a note may cite another one."""
        for mark, note in self.cited:  # grows meanwhile
            text = " ".join(blocks.text(self._blocks(note), tight=True).split())
            if text:
                yield Paragraph(f"{mark} {text}" if mark else text)

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        carried = ""  # the text of a paragraph whose end was deleted
        for element in elements:
            if element.tag == f"{W}p":
                paragraph, boxes = self._paragraph(element)
                if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                    carried += paragraph.text
                else:
                    yield Paragraph(carried + paragraph.text, paragraph.centred)
                    carried = ""
                yield from boxes
            elif element.tag == f"{W}tbl":
                yield self._table(element)
            elif element.tag == f"{W}altChunk":
                self.foreign = True
            elif element.tag in _TRANSPARENT:
                yield from self._blocks(element)
            elif element.tag == _ALTERNATIVES:
                yield from self._blocks(_chosen(element))
        if carried:
            yield Paragraph(carried)

    def _paragraph(self, element: Element) -> tuple[Paragraph, list[Block]]:
        properties = element.find(f"{W}pPr")
        style = style_of(properties, "pStyle")
        self._fields.clear()  # one that nobody closed would hide the rest of the document
        runs: list[_Run] = []
        boxes: list[Block] = []
        look = self.styles.look(style)
        for child in element:
            self._inline(child, look, runs, boxes)
        text = "".join(
            legacy.convert("".join(run.text for run in same), font)
            for font, same in groupby(runs, key=lambda run: run.font)
        )
        numbers = self.styles.paragraph(properties, f"{W}numPr")
        label = self.numbering.label(numbers, style) if numbers is not None else ""
        alignment = self.styles.paragraph(properties, f"{W}jc")
        centred = alignment is not None and alignment.get(VAL) == "center"
        return Paragraph(f"{label} {text}" if label else text, centred), boxes

    def _inline(self, element: Element, look: Look, runs: list[_Run], boxes: list[Block]) -> None:
        if element.tag in (f"{W}r", f"{_M}r"):
            self._run(element, look, runs, boxes)
        elif element.tag in _TRANSPARENT or element.tag.startswith(_M):
            if element.tag == f"{W}fldSimple" and _PAGE_FIELD.match(element.get(f"{W}instr", "")):
                return
            for child in element:
                self._inline(child, look, runs, boxes)
        elif element.tag == _ALTERNATIVES:
            for child in _chosen(element):
                self._inline(child, look, runs, boxes)

    def _run(self, element: Element, paragraph: Look, runs: list[_Run], boxes: list[Block]) -> None:
        properties = element.find(f"{W}rPr")
        look = paragraph
        if properties is not None:
            named = style_of(properties, "rStyle")
            look = self.styles.direct(properties).over(
                self.styles.look(named, "character").over(look) if named else look
            )
        for child in element:
            self._piece(child, look, runs, boxes)

    def _piece(self, child: Element, look: Look, runs: list[_Run], boxes: list[Block]) -> None:
        """One child of a run."""
        tag = child.tag
        if tag in _WRITTEN or tag in _SIGNS:
            if not look.hidden and False not in self._fields:
                runs.append(_written(child, look))
        elif tag == f"{W}sym":
            code, font = child.get(f"{W}char", ""), child.get(f"{W}font", "")
            if _CODE.fullmatch(code) and not look.hidden:
                runs.append(_Run(symbols(chr(int(code, 16)), font), font))
        elif tag in (f"{W}fldChar", f"{W}instrText"):
            self._field(child)
        elif tag in _NOTES:
            self._cite(child, runs)
        elif tag == f"{W}ruby":
            for base in child.iterfind(f"{W}rubyBase/*"):
                self._inline(base, look, runs, boxes)
        elif tag == _ALTERNATIVES:
            for chosen in _chosen(child):
                self._piece(chosen, look, runs, boxes)
        elif tag in _DRAWN and not look.hidden:
            boxes += self._drawing(child)

    def _field(self, element: Element) -> None:
        """A field shows its result, unless that is the number of a page. Its code is no text of a run anyway."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "end" and self._fields:
            self._fields.pop()
        elif element.text and self._fields and _PAGE_FIELD.match(element.text):
            self._fields[-1] = False

    def _cite(self, reference: Element, runs: list[_Run]) -> None:
        """A mark for a note; where the author typed one, it is in the text already."""
        note = self.notes[_NOTES[reference.tag]].get(reference.get(f"{W}id", ""))
        if note is None or id(note) in self._seen:
            return
        self._seen.add(id(note))
        if reference.get(f"{W}customMarkFollows", "0") in ("1", "true", "on"):
            self.cited.append(("", note))
            return
        self._marks += 1
        self.cited.append((f"[{self._marks}]", note))
        runs.append(_Run(f"[{self._marks}]", ""))

    def _drawing(self, element: Element) -> list[Block]:
        """The text in a drawing; what is only a picture is counted."""
        for extent in element.iterfind(f"*/{_DRAWING}extent"):
            large = integer(extent.get("cx")) >= _WIDE and integer(extent.get("cy")) >= _HIGH
            self.pictures += large and any(True for _ in element.iter(_PICTURE))
        fields, self._fields = self._fields, []
        found = [block for box in _boxes(element) for block in self._blocks(box)]
        self._fields = fields
        return [block for block in found if not isinstance(block, Paragraph) or block.text.strip()]

    def _table(self, element: Element) -> Table:
        rows = [row for row in _inside(element, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        return Table(tuple(self._row(row) for row in rows), self._is_ruled(element, rows))

    def _row(self, row: Element) -> tuple[Cell, ...]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        column = min(integer(before.get(VAL)), _MOST_COLUMNS) if before is not None else 0
        cells = []
        for cell in _inside(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            across = min(max(1, integer(style_of(properties, "gridSpan"))), _MOST_COLUMNS)
            content = () if _is_merged(properties) else tuple(self._blocks(cell))
            cells.append(Cell(content, column, across))
            column += across
        return tuple(cells)

    def _is_ruled(self, table: Element, rows: list[Element]) -> bool:
        """Do lines part most of the cells that lie beside or above each other?"""
        properties = table.find(f"{W}tblPr")
        upright, level = (self.styles.table_line(properties, side) for side in ("insideV", "insideH"))
        cells = [[_borders(cell) for cell in _inside(row, f"{W}tc")] for row in rows]
        lines = [
            _is_drawn(left, ("right", "end"), right, ("left", "start"), upright)
            for row in cells
            for left, right in pairwise(row)
        ]
        lines += [
            _is_drawn(above, ("bottom",), below, ("top",), level)
            for upper, lower in pairwise(cells)
            for above, below in zip(upper, lower, strict=False)
        ]
        return 2 * sum(lines) > len(lines)


def _document(opened: Package) -> _Document:
    """The parts of a file, found by their relations."""
    main = next((name for kind, name in opened.targets("").values() if kind == "officeDocument"), "word/document.xml")
    if main not in opened:
        raise DamagedFile(f"{opened.path}: the Word file has no document in it; get it again from where it came")
    targets = opened.targets(main)
    parts = {kind: name for kind, name in targets.values() if name in opened}

    def part(kind: str) -> Element | None:
        return opened.xml(parts[kind]) if kind in parts else None

    bodies = opened.xml(main).findall(f"{W}body")
    if not bodies:
        raise DamagedFile(f"{opened.path}: the Word file has no body in it; get it again from where it came")
    notes = {kind: part(kind) for kind in _NOTES.values()}
    return _Document(
        package=opened,
        body=tuple(element for body in bodies for element in body),
        targets=targets,
        styles=Styles(part("styles"), part("theme")),
        numbering=Numbering(part("numbering")),
        settings=part("settings"),
        notes={
            kind: {note.get(f"{W}id", ""): note for note in root} if root is not None else {}
            for kind, root in notes.items()
        },
    )


def _written(child: Element, look: Look) -> _Run:
    """The text of `t`, or the sign that another element of a run stands for."""
    font = look.font or ""
    text = _SIGNS.get(child.tag) or symbols(child.text or "", font)
    if child.tag == f"{W}softHyphen" and legacy.encoding_of(font) is None:
        text = ""  # where in a legacy font it is a letter
    return _Run(text.upper() if look.capitals else text, font)


def _chosen(alternatives: Element) -> Iterable[Element]:
    """One of the forms in which the same content is stored: the first, which is the newest."""
    return next(iter(alternatives), ())


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes of a drawing, each in one form."""
    for child in _chosen(element) if element.tag == _ALTERNATIVES else element:
        if child.tag == _TEXT_BOX:
            yield child
        else:
            yield from _boxes(child)


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in controls and insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _inside(child, tag)


def _is_merged(properties: Element | None) -> bool:
    """Does the cell go on with the one above or before it?"""
    for name in ("vMerge", "hMerge"):
        found = properties.find(f"{W}{name}") if properties is not None else None
        if found is not None and found.get(VAL, "continue") == "continue":
            return True
    return False


def _borders(cell: Element) -> dict[str, bool]:
    """The sides of a cell of which it says itself whether a line is drawn there."""
    found = cell.find(f"{W}tcPr/{W}tcBorders")
    return {side.tag.removeprefix(W): is_line(side) for side in found} if found is not None else {}


def _is_drawn(
    one: dict[str, bool], its: tuple[str, ...], other: dict[str, bool], others: tuple[str, ...], otherwise: bool
) -> bool:
    """Is a line drawn between two cells? Either may draw it; where neither says anything, the table decides."""
    said = [one[side] for side in its if side in one] + [other[side] for side in others if side in other]
    return any(said) if said else otherwise
