"""Sets plans of `corpus/plans` in fonts of the 1990s: `python corpus/legacy_fonts.py FOLDER [000 …]`.

Makes the fonts `.VnTime`, `.VnTimeH` and `VNI-Times` out of Liberation Serif; for TCVN3 and VNI PDFs without any
Unicode in them, a Word file, and the text they show. The same input gives the same bytes. A script of its own: it
imports nothing of the package.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from docx import Document
from docx.oxml.ns import qn
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

CORPUS = Path(__file__).resolve().parent
FACE = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
SIZE, LEADING = 13, 17
MARGIN = 2.5 * cm
EPOCH = (1996, 1, 1, 0, 0, 0)

# TCVN3, as the keyboards of the ABC fonts typed it: code after code from 0xA1, `.` where the fonts have no letter.
_ABC = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
ABC = {letter: chr(code) for code, letter in enumerate(_ABC, start=0xA1) if letter != "."}
# VNI: letters of one code; else a letter, and after it the mark by what it bears (hat or breve, tone).
_VNI_ONE = dict(zip("đơưìíỉĩịỵ", "ñôöìíæóòî", strict=True))
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_VNI_MARKS = {"": "øùûõï", "\u0302": "àáåãä", "\u0306": "èéúüë"}
_VNI_BARE = {"\u0302": "â", "\u0306": "ê"}


_VNI_BORNE = {  # each mark, shown on an a
    mark: unicodedata.normalize("NFC", "a" + shape + tone)
    for shape, marks in _VNI_MARKS.items()
    for mark, tone in zip(marks + _VNI_BARE.get(shape, ""), [*_TONES, ""], strict=False)
}
_WINDOWS = bytes(range(256)).decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class Run:
    """Codes set in one font."""

    font: str
    codes: str


def abc_runs(text: str) -> list[Run]:
    """Capitals with a tone are in `.VnTimeH` only, under the codes of small letters; so are whole lines of capitals."""
    if text.isupper():
        return [Run(".VnTimeH", "".join(ABC.get(letter, letter) for letter in text.lower()))]
    fonts = ((".VnTimeH" if letter not in ABC and letter.lower() in ABC else ".VnTime", letter) for letter in text)
    return [
        Run(font, "".join(ABC.get(letter, ABC.get(letter.lower(), letter)) for _, letter in run))
        for font, run in groupby(fonts, key=lambda pair: pair[0])
    ]


def vni_runs(text: str) -> list[Run]:
    return [Run("VNI-Times", vni(text))]


def vni(text: str) -> str:
    """The codes of Vietnamese text in NFC, each mark in the case of its letter."""
    return "".join(_vni(letter.lower()).upper() if letter.isupper() else _vni(letter) for letter in text)


@lru_cache
def _vni(letter: str) -> str:
    if letter in _VNI_ONE or letter < "\x80" or not letter.isalpha():
        return _VNI_ONE.get(letter, letter)
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONES), "")
    shape = next((mark for mark in parts if mark in _VNI_BARE), "")
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in (tone, shape)))
    mark = _VNI_MARKS[shape][_TONES.index(tone)] if tone else _VNI_BARE.get(shape, "")
    return _VNI_ONE.get(base, base) + mark


RUNS = {"tcvn3": abc_runs, "vni": vni_runs}


def font(name: str, codes: Iterable[str], *, symbolic: bool) -> TTFont:
    """Liberation Serif with the letters of an encoding at its codes, cut down to those codes.

    A symbolic font has its codes in the private area (U+F020–U+F0FF), any other under the names of Latin-1.
    """
    face = TTFont(FACE, recalcTimestamp=False)
    wanted = {ord(code): _glyph(face, name, code) for code in sorted(set(codes))}
    options = Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=[1, 2, 4, 6], glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "FFTM"]
    cutter = Subsetter(options)
    cutter.populate(glyphs=wanted.values())
    cutter.subset(face)
    _set_codes(face, wanted, symbolic=symbolic)
    for entry in face["name"].names:
        entry.string = {2: "Regular"}.get(entry.nameID, name)
    return face


def _glyph(face: TTFont, name: str, code: str) -> str:
    """The glyph that the font of this name draws for a code; the marks of VNI are made."""
    cmap = face.getBestCmap()
    if name.startswith("VNI"):
        small = code.lower()
        if small in _VNI_BORNE:
            return _mark(face, _VNI_BORNE[small] if code == small else _VNI_BORNE[small].upper())
        letter = {drawn: letter for letter, drawn in _VNI_ONE.items()}.get(small, small)
        return str(cmap[ord(letter if code == small else letter.upper())])
    letter = {drawn: letter for letter, drawn in ABC.items()}.get(code, code)
    return str(cmap[ord(letter.upper() if name.endswith("H") else letter)])


def _mark(face: TTFont, letter: str) -> str:
    """What the letter bears, alone, without a width, standing over the letter before it."""
    cmap, glyphs = face.getBestCmap(), face["glyf"]
    whole = glyphs[cmap[ord(letter)]]
    base = cmap[ord(unicodedata.normalize("NFD", letter)[0])]
    pen = TTGlyphPen(face.getGlyphSet())
    for component in whole.components:
        if component.glyphName != base:
            across = component.x - face["hmtx"][base][0]
            pen.addComponent(component.glyphName, (1, 0, 0, 1, across, component.y))
    name = f"mark{ord(letter):04X}"
    glyphs[name] = pen.glyph()
    glyphs[name].recalcBounds(glyphs)
    face["hmtx"][name] = (0, glyphs[name].xMin)
    return name


def _set_codes(face: TTFont, wanted: dict[int, str], *, symbolic: bool) -> None:
    byte = {code.encode("cp1252")[0]: wanted[ord(code)] for code in map(chr, wanted)}
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language = 3, 0 if symbolic else 1, 0
    table.cmap = {0xF000 + code: glyph for code, glyph in byte.items()} if symbolic else wanted
    face["cmap"].tables = [table]


class EmbeddedFont:
    """A TrueType font of single bytes, the way reportlab wants its fonts: it knows Type 1 and its own subsets only."""

    _multiByte = _dynamicFont = 0
    shapable = False
    substitutionFonts: ClassVar[list[str]] = []  # reportlab adds lists
    encName = "cp1252"

    def __init__(self, name: str, codes: Iterable[str], *, symbolic: bool) -> None:
        self.fontName, self.symbolic = name, symbolic
        self.face = font(name, codes, symbolic=symbolic)
        scale = 1000 / self.face["head"].unitsPerEm
        drawn = self.face["cmap"].tables[0].cmap
        glyphs = [drawn.get(0xF000 + byte if symbolic else ord(code)) for byte, code in enumerate(_WINDOWS)]
        self.widths = [round(self.face["hmtx"][glyph][0] * scale) if glyph else 0 for glyph in glyphs]

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:
        return sum(self.widths[byte] for byte in text.encode(self.encName)) * size / 1000

    def addObjects(self, document: Any) -> None:
        file = io.BytesIO()
        self.face.save(file)
        stream = pdfdoc.PDFStream(content=file.getvalue(), filters=[pdfdoc.PDFZCompress])
        stream.dictionary["Length1"] = len(file.getvalue())
        tag = "".join(chr(ord("A") + len(document.fontMapping) + step) for step in range(6)) + "+"
        name = pdfdoc.PDFName(tag + self.fontName)
        descriptor = {
            **{"Type": "/FontDescriptor", "FontName": name, "Flags": 4 if self.symbolic else 32, "ItalicAngle": 0},
            **{"Ascent": 891, "Descent": -216, "CapHeight": 660, "StemV": 80},
            **{"FontBBox": pdfdoc.PDFArray([-200, -300, 1200, 1000]), "FontFile2": document.Reference(stream)},
        }
        dictionary = {
            **{"Type": "/Font", "Subtype": "/TrueType", "BaseFont": name, "FirstChar": 0, "LastChar": 255},
            **{"Widths": pdfdoc.PDFArray(self.widths)},
            "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor)),
        }
        if not self.symbolic:
            dictionary["Encoding"] = "/WinAnsiEncoding"
        internal = f"F{len(document.fontMapping) + 1}"
        fonts = document.idToObject["BasicFonts"].dict
        fonts[internal] = document.Reference(pdfdoc.PDFDictionary(dictionary), internal)
        document.fontMapping[self.fontName] = "/" + internal


def paragraphs(plan: Path) -> list[str]:
    """The lines of a plan without its Markdown."""
    text = unicodedata.normalize("NFC", plan.read_text(encoding="utf-8")).replace("*", "")
    return [re.sub(r"\s+", " ", line).strip() for line in text.split("\n") if line.strip()]


def pdf(lines: list[str], encoding: str, target: Path, *, symbolic: bool) -> list[str]:
    """Print the paragraphs; gives the text of each page, line by line."""
    runs = [run for line in lines for run in RUNS[encoding](line)]
    names = sorted({run.font for run in runs})
    fonts = {
        name: EmbeddedFont(name, "".join(run.codes for run in runs if run.font == name) + " ", symbolic=symbolic)
        for name in names
    }
    for embedded in fonts.values():
        pdfmetrics.registerFont(embedded)
    canvas = Canvas(str(target), pagesize=A4, invariant=1, pageCompression=1)
    pages: list[list[str]] = [[]]
    height = A4[1] - MARGIN
    for line in _wrapped(lines, encoding, fonts):
        if height < MARGIN:
            canvas.showPage()
            pages.append([])
            height = A4[1] - MARGIN
        _draw(canvas, RUNS[encoding](line), height)
        pages[-1].append(line)
        height -= LEADING
    canvas.save()
    return ["\n".join(page) for page in pages]


def _wrapped(lines: list[str], encoding: str, fonts: dict[str, EmbeddedFont]) -> Iterator[str]:
    for line in lines:
        row = ""
        for word in line.split(" "):
            longer = f"{row} {word}".strip()
            if row and _width(RUNS[encoding](longer), fonts) > A4[0] - 2 * MARGIN:
                yield row
                longer = word
            row = longer
        yield row


def _width(runs: list[Run], fonts: dict[str, EmbeddedFont]) -> float:
    return sum(fonts[run.font].stringWidth(run.codes, SIZE) for run in runs)


def _draw(canvas: Canvas, runs: list[Run], height: float) -> None:
    line = canvas.beginText(MARGIN, height)
    for run in runs:
        line.setFont(run.font, SIZE)
        line.textOut(run.codes)
    canvas.drawText(line)


def docx(lines: list[str], encoding: str, target: Path) -> None:
    """A Word file whose runs name the fonts; it holds the codes as Latin-1 characters, as Word does."""
    document = Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for run in RUNS[encoding](line):
            piece = paragraph.add_run(run.codes)
            piece.font.name = run.font
            piece._element.rPr.rFonts.set(qn("w:cs"), run.font)
    whole = io.BytesIO()
    document.save(whole)
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            kept.writestr(zipfile.ZipInfo(entry.filename, EPOCH), made.read(entry), zipfile.ZIP_DEFLATED)


def main(arguments: list[str]) -> int:
    if not FACE.exists():
        print(f"legacy_fonts: no {FACE}; run `make system` (it needs root)", file=sys.stderr)
        return 5
    if not arguments:
        print("legacy_fonts: name a folder to write to", file=sys.stderr)
        return 2
    folder, *chosen = arguments
    for number in chosen or ["000"]:
        (plan,) = sorted((CORPUS / "plans").glob(f"{number}*.txt"))
        for encoding in RUNS:
            make(paragraphs(plan), encoding, Path(folder), number)
    return 0


def make(lines: list[str], encoding: str, folder: Path, stem: str) -> None:
    """Two PDFs (a symbolic font, and one that says its codes are those of Windows), a Word file, the text of both."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = pdf(lines, encoding, folder / f"{stem}-{encoding}.pdf", symbolic=True)
    pdf(lines, encoding, folder / f"{stem}-{encoding}-winansi.pdf", symbolic=False)
    docx(lines, encoding, folder / f"{stem}-{encoding}.docx")
    (folder / f"{stem}-{encoding}.txt").write_text("\f".join(pages), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
