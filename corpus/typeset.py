"""Typesets the plans of `corpus/plans` as PDFs, and says what stands where: `python corpus/typeset.py [000 …]`.

The same input gives the same bytes. Nothing is added to a plan but what its paper has and its text file lost: the
letterhead, and the number of each page. `read_truth` gives back what was printed; the package is not needed for it.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from html import escape
from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

CORPUS = Path(__file__).resolve().parent
# Liberation 2: the fonts of Debian's fonts-liberation (1) print boxes for the letters of Vietnamese.
FONTS = Path("/usr/share/fonts/truetype/liberation2")
FACES = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}

KIND = "KẾ HOẠCH"  # of all five
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

_SECTION = re.compile(r"[IVX]+\. ")
_POSITION = re.compile(r"CHỦ TỊCH\b")


class Role(StrEnum):
    """What a block is on its page, in the order in which a page is read: one column after the other."""

    PAGE_NUMBER = "page number"
    ISSUER = "issuer"  # the left half of the head: bodies and number
    MOTTO = "motto"  # the right half: motto, place and date
    BODY = "body"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Block:
    """Printed lines; `box` is left, top, right, bottom as shares of the page from its upper left corner."""

    role: Role
    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """How a plan was printed: the bodies in its letterhead (those its text names), typeface and size in points."""

    parent: str
    issuer: str
    family: str = "Serif"
    size: float = 13


PAPERS = {
    "000": Paper("LIÊN ĐOÀN LAO ĐỘNG\nTỈNH YÊN BÁI", "CÔNG ĐOÀN NGÀNH Y TẾ"),
    "001": Paper("LIÊN ĐOÀN LAO ĐỘNG\nTỈNH THÁI BÌNH", "CÔNG ĐOÀN NGÀNH Y TẾ", size=14),
    "002": Paper("LIÊN ĐOÀN LAO ĐỘNG\nTỈNH THÁI BÌNH", "CÔNG ĐOÀN NGÀNH Y TẾ", "Sans", 12),
    "003": Paper("TỔNG LIÊN ĐOÀN\nLAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG\nTỈNH NINH BÌNH", size=14),
    "004": Paper("LIÊN ĐOÀN LAO ĐỘNG\nTỈNH THÁI BÌNH", "CÔNG ĐOÀN NGÀNH Y TẾ"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a plan's text; `seal` is what its reader took from the round seal, and no print."""

    number: str
    date: str
    title: str
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    office: tuple[str, ...]
    seal: tuple[str, ...]
    signer: str


@dataclass(frozen=True, slots=True)
class Styles:
    """Paragraph styles of one paper; each knows the role of its blocks."""

    paper: Paper

    def style(self, role: Role, face: str = "", smaller: float = 0, **options: float) -> ParagraphStyle:
        size = self.paper.size - smaller
        centred = {"alignment": TA_CENTER, "leading": size * 1.25}
        return ParagraphStyle(role, fontName=f"{self.paper.family}{face}", fontSize=size, **{**centred, **options})

    def body(self, line: str) -> ParagraphStyle:
        space = {"leading": self.paper.size * 1.3, "spaceAfter": 6}
        if line.isupper() and not _SECTION.match(line):
            return self.style(Role.BODY, "-Bold", **space)
        face = "-Bold" if _SECTION.match(line) else ""
        # A line that begins small goes on where a page of the original ended.
        indent = 0 if line[0].islower() else 1 * cm
        return self.style(Role.BODY, face, alignment=TA_JUSTIFY, firstLineIndent=indent, **space)


class Printed(Paragraph):
    """A paragraph that tells its canvas what it prints, line by line, and where."""

    def draw(self) -> None:
        if self.blPara.kind == 0:
            lines = [" ".join(words) for _, words in self.blPara.lines]
        else:
            lines = ["".join(piece.text for piece in line.words) for line in self.blPara.lines]
        self.canv.note(self.style.name, lines, (*self.canv.absolutePosition(0, 0), self.width, self.height))
        super().draw()


class Press(Canvas):
    """A canvas that keeps the blocks of each page."""

    pages: list[list[Block]]

    def note(self, role: str, lines: list[str], place: tuple[float, float, float, float]) -> None:
        """`place` is left, foot, width and height in points, from the lower left corner of the page."""
        while len(self.pages) < self._pageNumber:
            self.pages.append([])
        left, foot, width, height = place
        box = (left / A4[0], 1 - (foot + height) / A4[1], (left + width) / A4[0], 1 - foot / A4[1])
        text = "\n".join(line.strip() for line in lines)
        self.pages[-1].append(Block(Role(role), text, tuple(round(share, 4) for share in box)))


def main(chosen: list[str]) -> int:
    if not (FONTS / "LiberationSerif-Regular.ttf").exists():
        print(f"typeset: no Liberation Serif in {FONTS}; run `make system` (it needs root)", file=sys.stderr)
        return 5
    for number in chosen or PAPERS:
        plans = sorted((CORPUS / "plans").glob(f"{number}*.txt"))
        if len(plans) != 1:
            print(f"typeset: {len(plans)} plans begin with {number} in {CORPUS / 'plans'}; name one", file=sys.stderr)
            return 2
        printed = CORPUS / "typeset" / f"{plans[0].stem}.pdf"
        pages = typeset(read(plans[0]), PAPERS[number[:3]], printed)
        write_truth(pages, CORPUS / "truth" / f"{printed.stem}.json")
        print(f"{printed.relative_to(CORPUS)}: {printed.stat().st_size:,} bytes")
    return 0


def read(path: Path) -> Plan:
    """A plan's text file, taken apart; emphasis in the body is kept as Markdown."""
    text = path.read_text(encoding="utf-8")
    number, date, kind, *rest = [block.strip("\n") for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    title = kind.replace("\n", " ").removeprefix(KIND).strip()
    end = next(at for at, block in enumerate(rest) if block.startswith("Nơi nhận"))
    start = 0
    while not title or rest[start].startswith("**"):  # the title is the next block, and what is bold after it
        title = f"{title} {rest[start]}".strip()
        start += 1
    closing = [line.strip(" *") for block in rest[end + 2 :] for line in block.split("\n") if line.strip()]
    position = next(at for at, line in enumerate(closing) if _POSITION.search(line))
    return Plan(
        number=number,
        date=date.replace("*", ""),
        title=title.replace("*", "").replace("\n", " "),
        body=tuple(line for block in rest[start:end] for line in block.split("\n") if line.strip()),
        recipients=(rest[end], *rest[end + 1].split("\n")),
        office=tuple(closing[: position + 1]),
        seal=tuple(closing[position + 1 : -1]),
        signer=closing[-1],
    )


def typeset(plan: Plan, paper: Paper, target: Path) -> tuple[tuple[Block, ...], ...]:
    """Print a plan as Nghị định 30/2020/NĐ-CP lays one out; the blocks of each page in the order they are read."""
    target.parent.mkdir(exist_ok=True)
    _register_fonts()
    styles = Styles(paper)
    story = [_head(plan, styles), Spacer(1, 12), *_title(plan, styles)]
    story += [Printed(_marked(line), styles.body(line)) for line in plan.body]
    story += [Spacer(1, 12), KeepTogether(_closing(plan, styles))]
    margins = {"leftMargin": 3 * cm, "rightMargin": 2 * cm, "topMargin": 2 * cm, "bottomMargin": 2 * cm}
    document = SimpleDocTemplate(str(target), pagesize=A4, title=target.stem, invariant=1, **margins)
    pages: list[list[Block]] = []

    def press(*arguments: object, **options: object) -> Press:
        made = Press(*arguments, **options)
        made.pages = pages
        return made

    document.build(story, onLaterPages=lambda canvas, _: _page_number(canvas, styles), canvasmaker=press)
    order = list(Role)
    return tuple(tuple(sorted(page, key=lambda block: order.index(block.role))) for page in pages)


def _register_fonts() -> None:
    for family in ("Serif", "Sans"):
        for suffix, face in FACES.items():
            pdfmetrics.registerFont(TTFont(f"{family}{suffix}", str(FONTS / f"Liberation{family}-{face}.ttf")))
        pdfmetrics.registerFontFamily(family, *(f"{family}{suffix}" for suffix in FACES))


def _head(plan: Plan, styles: Styles) -> Flowable:
    """Bodies and number on the left, motto, place and date on the right."""
    issuer, bold = styles.style(Role.ISSUER, smaller=1), styles.style(Role.ISSUER, "-Bold", smaller=1)
    left = [Printed(line, issuer) for line in styles.paper.parent.split("\n")]
    left += [Printed(line, bold) for line in styles.paper.issuer.split("\n")]
    right = [
        Printed(MOTTO[0], styles.style(Role.MOTTO, "-Bold", smaller=1)),
        Printed(MOTTO[1], styles.style(Role.MOTTO, "-Bold")),
    ]
    number = Printed(_marked(plan.number), styles.style(Role.ISSUER))
    date = Printed(plan.date, styles.style(Role.MOTTO, "-Italic"))
    return _columns([[*left, _rule("35%")], [*right, _rule("60%")]], [[number], [date]])


def _title(plan: Plan, styles: Styles) -> list[Flowable]:
    bold = styles.style(Role.BODY, "-Bold", leftIndent=2.7 * cm, rightIndent=2.7 * cm)
    return [Printed(KIND, bold), Printed(escape(plan.title, quote=False), bold), _rule("20%"), Spacer(1, 6)]


def _closing(plan: Plan, styles: Styles) -> Flowable:
    """Recipients on the left, office and name of the signer on the right, with room for signature and seal."""
    heading, *recipients = plan.recipients
    small = styles.style(Role.RECIPIENTS, smaller=2, alignment=0)
    bold = styles.style(Role.SIGNATURE, "-Bold")
    left = [Printed(heading, styles.style(Role.RECIPIENTS, "-BoldItalic", smaller=1, alignment=0))]
    left += [Printed(escape(line, quote=False), small) for line in recipients]
    office = [Printed(line, bold) for line in plan.office]
    return _columns([left, [*office, Spacer(1, 3 * cm), Printed(plan.signer, bold)]])


def _columns(*rows: list[list[Flowable]]) -> Table:
    bare = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table(list(rows), colWidths=[6.5 * cm, 9.7 * cm], style=bare)


def _rule(width: str) -> Flowable:
    return HRFlowable(width, thickness=0.7, color="black", spaceBefore=3, spaceAfter=4)


def _marked(text: str) -> str:
    """The emphasis of the plans' Markdown as that of the printed page."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", bold)


def _page_number(canvas: Press, styles: Styles) -> None:
    """Centred in the upper margin, from the second page on."""
    number, size = str(canvas.getPageNumber()), styles.paper.size
    canvas.setFont(styles.paper.family, size)
    middle, foot = A4[0] / 2, A4[1] - 1.4 * cm
    canvas.drawCentredString(middle, foot, number)
    canvas.note(Role.PAGE_NUMBER, [number], (middle - size / 2, foot, size, size))


def write_truth(pages: tuple[tuple[Block, ...], ...], target: Path) -> None:
    """One JSON object a block, one line each, so that a change can be read."""
    target.parent.mkdir(exist_ok=True)
    sheets = [
        "[\n" + ",\n".join(json.dumps(asdict(block), ensure_ascii=False) for block in page) + "\n]" for page in pages
    ]
    target.write_text("[" + ",\n".join(sheets) + "]\n", encoding="utf-8")


def read_truth(path: Path) -> tuple[tuple[Block, ...], ...]:
    """What `write_truth` wrote."""
    return tuple(
        tuple(Block(Role(block["role"]), block["text"], tuple(block["box"])) for block in page)
        for page in json.loads(path.read_text("utf-8"))
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
