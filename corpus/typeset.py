"""Typesets plans of `corpus/plans` as PDFs, and makes scans of those: `python corpus/typeset.py [000 004 …]`.

The same input gives the same bytes. A script of its own: nothing imports it, and it imports nothing of the package.
"""

from __future__ import annotations

import re
import sys
import time
import zlib
from html import escape
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

CORPUS = Path(__file__).resolve().parent
# Liberation 2: the fonts of Debian's fonts-liberation (1) print boxes for the letters of Vietnamese.
FONTS = Path("/usr/share/fonts/truetype/liberation2")
DEFAULT = ("000", "004")
DPI = 300
SKEW = 0.3  # degrees, at most: what a sheet feeder leaves
SPECKS = 60  # dark pixels out of place on a page

BODY = ParagraphStyle(
    "body", fontName="Serif", fontSize=13, leading=17, spaceAfter=6, alignment=TA_JUSTIFY, firstLineIndent=1 * cm
)
REST = ParagraphStyle("rest", BODY, firstLineIndent=0)  # the text goes on where a page of the original ended
HEADING = ParagraphStyle("heading", BODY, fontName="Serif-Bold")
TITLE = ParagraphStyle("title", HEADING, alignment=TA_CENTER, firstLineIndent=0)
CENTRED = ParagraphStyle("centred", BODY, alignment=TA_CENTER, firstLineIndent=0)
SIGNED = ParagraphStyle("signed", TITLE, spaceAfter=0)
RECIPIENTS = ParagraphStyle("recipients", BODY, fontSize=11, leading=14, spaceAfter=0, firstLineIndent=0)
RECIPIENTS_HEADING = ParagraphStyle("recipients heading", RECIPIENTS, fontName="Serif-BoldItalic", fontSize=12)

_SECTION = re.compile(r"[IVX]+\. ")


def main(chosen: list[str]) -> int:
    if not (FONTS / "LiberationSerif-Regular.ttf").exists():
        print(f"typeset: no Liberation Serif in {FONTS}; run `make system` (it needs root)", file=sys.stderr)
        return 5
    _register_fonts()
    for number in chosen or DEFAULT:
        plans = sorted((CORPUS / "plans").glob(f"{number}*.txt"))
        if len(plans) != 1:
            print(f"typeset: {len(plans)} plans begin with {number} in {CORPUS / 'plans'}; name one", file=sys.stderr)
            return 2
        printed = CORPUS / "typeset" / f"{plans[0].stem}.pdf"
        scanned = CORPUS / "scans" / printed.name
        typeset(plans[0].read_text(encoding="utf-8"), printed)
        scan(printed, scanned)
        for made in (printed, scanned):
            print(f"{made.relative_to(CORPUS)}: {made.stat().st_size:,} bytes")
    return 0


def _register_fonts() -> None:
    faces = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}
    for suffix, face in faces.items():
        pdfmetrics.registerFont(TTFont(f"Serif{suffix}", str(FONTS / f"LiberationSerif-{face}.ttf")))
    pdfmetrics.registerFontFamily("Serif", *(f"Serif{suffix}" for suffix in faces))


def typeset(text: str, target: Path) -> None:
    """Print a plan as Nghị định 30/2020/NĐ-CP lays one out: number and date side by side, and so the two at the end."""
    target.parent.mkdir(exist_ok=True)
    number, date, kind, *rest = [block.strip("\n") for block in re.split(r"\n\n+", text) if block.strip()]
    signature = next(at for at, block in enumerate(rest) if block.startswith("Nơi nhận"))
    if "\n" not in kind and kind.isupper():  # the name of the kind stands alone, the title is the next block
        title, rest, signature = [kind, rest[0]], rest[1:], signature - 1
    else:
        title = list(re.split(r"(?<=KẾ HOẠCH)\s", kind, maxsplit=1))
    story: list[Flowable] = [_columns([_line(number, CENTRED)], [_line(f"*{date}*", CENTRED)]), Spacer(1, 12)]
    story += [_line(line, TITLE) for line in title] + [Spacer(1, 6)]
    for block in rest[:signature]:
        story += [_line(line, _style(line)) for line in block.split("\n")]
    story += [Spacer(1, 12), _signature(rest[signature:])]
    margins = {"leftMargin": 3 * cm, "rightMargin": 2 * cm, "topMargin": 2 * cm, "bottomMargin": 2 * cm}
    SimpleDocTemplate(str(target), pagesize=A4, title=target.stem, invariant=1, **margins).build(story)


def _style(line: str) -> ParagraphStyle:
    if _SECTION.match(line):
        return HEADING
    return REST if line[0].islower() else BODY


def _line(text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph; the emphasis of the plans' Markdown becomes that of the printed page."""
    marked = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    return Paragraph(re.sub(r"\*(.+?)\*", r"<i>\1</i>", marked), style)


def _columns(left: list[Flowable], right: list[Flowable]) -> Table:
    plain = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Table([[left, right]], colWidths=[6.5 * cm, 9.5 * cm], style=plain)


def _signature(blocks: list[str]) -> Flowable:
    """Recipients on the left, office and name of the signer on the right, with room for the signature."""
    heading, recipients, office, *name = blocks
    left = [_line(heading, RECIPIENTS_HEADING), *(_line(line, RECIPIENTS) for line in recipients.split("\n"))]
    right: list[Flowable] = [_line(line, SIGNED) for line in office.split("\n")]
    return KeepTogether(_columns(left, [*right, Spacer(1, 2 * cm), *(_line(line.strip(), SIGNED) for line in name)]))


def scan(printed: Path, target: Path) -> None:
    """Print a PDF and scan it: 1 bit, a little askew, a few specks. Pillow writes such pages as CCITT Group 4."""
    target.parent.mkdir(exist_ok=True)
    chance = np.random.default_rng(zlib.crc32(printed.name.encode()))
    with pypdfium2.PdfDocument(printed) as document:
        sheets = [
            _scanned(page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L"), chance) for page in document
        ]
    epoch = time.gmtime(0)
    sheets[0].save(target, save_all=True, append_images=sheets[1:], resolution=DPI, creationDate=epoch, modDate=epoch)


def _scanned(sheet: Image.Image, chance: np.random.Generator) -> Image.Image:
    angle = chance.uniform(-SKEW, SKEW)
    turned = np.asarray(sheet.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), dtype=np.float32)
    dark = turned + chance.normal(0, 20, turned.shape) < 150  # the noise frays the edges of letters, paper stays white
    rows, columns = (chance.integers(0, side, SPECKS) for side in dark.shape)
    dark[rows, columns] = True
    return Image.fromarray(~dark)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
