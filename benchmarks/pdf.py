"""How fast the text layer of PDFs is read, and in how much memory: `python benchmarks/pdf.py`.

Each file is read in a process of its own, so that the peak is its own. "bare" is pdfium giving the text of each page
and nothing else, the least that any program needs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (50, 500, 5_000)
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
LINES = 42  # of a page
WIDTH = 88  # characters of a line
Row = tuple[str, str]


def rows() -> Iterator[Row]:
    """The figures, as `benchmarks/run.py` prints them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in PAGES:
            typeset(folder / f"{count}.pdf", count)
            yield from measured(f"PDF of {count:,} pages", [folder / f"{count}.pdf"])
    data = Path(os.environ.get("CANCU_DATA") or "/nonexistent") / "gazette" / "pdf"
    if data.is_dir():
        files = sorted(data.glob("*.pdf"))
        yield from measured("gazette PDFs, half of the pages with tables", files)
    else:
        print("CANCU_DATA names no folder: gazette PDFs are NOT measured")


def measured(name: str, files: list[Path]) -> Iterator[Row]:
    ours, bare = (alone(way, files) for way in ("ours", "bare"))
    yield f"{name}, pages per CPU-second", f"{ours[0] / ours[1]:,.0f} (bare pdfium {bare[0] / bare[1]:,.0f})"
    yield f"{name}, peak MB", f"{ours[2] / 1024:.0f} (bare pdfium {bare[2] / 1024:.0f})"


def alone(way: str, files: list[Path]) -> tuple[int, float, int]:
    """Pages, CPU seconds and peak KB of reading some files in a process of its own."""
    told = subprocess.run(
        [sys.executable, __file__, way, *map(str, files)], check=True, capture_output=True, text=True
    ).stdout
    pages, seconds, peak = told.split()
    return int(pages), float(seconds), int(peak)


def read(way: str, files: list[Path]) -> None:
    """In the process of its own: libraries are loaded before the clock starts."""
    import pypdfium2

    from cancu.extractors.pdf.pages import Pdf
    from cancu.extractors.sniff import PDF
    from cancu.pipeline.config import Config
    from cancu.pipeline.model import Source

    def ours(path: Path) -> int:
        return len(Pdf(Config()).extract(Source(path, path.read_bytes(), "", PDF)))

    def bare(path: Path) -> int:
        with pypdfium2.PdfDocument(path.read_bytes()) as document:
            for page in document:
                page.get_textpage().get_text_range()
                page.close()
            return len(document)

    start = time.process_time()
    pages = sum((ours if way == "ours" else bare)(path) for path in files)
    print(pages, time.process_time() - start, _peak())


def _peak() -> int:
    """KB. `getrusage` would tell that of the process that started this one, if it was larger."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


def typeset(target: Path, pages: int) -> None:
    """The five plans over and over, with a running head and page numbers."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif", FONT))
    canvas = Canvas(str(target), invariant=1, pageCompression=1)
    lines = cycle(list(wrapped()))
    for number in range(1, pages + 1):
        canvas.setFont("Serif", 11)
        canvas.drawString(85, 800, "Kế hoạch của các cấp công đoàn")
        canvas.drawRightString(540, 800, str(number))
        block = canvas.beginText(85, 770)
        block.setLeading(17)
        for _ in range(LINES):
            block.textLine(next(lines))
        canvas.drawText(block)
        canvas.showPage()
    canvas.save()


def wrapped() -> Iterator[str]:
    for plan in sorted((ROOT / "corpus" / "plans").glob("*.txt")):
        for paragraph in plan.read_text("utf-8").replace("*", "").split("\n"):
            line = ""
            for word in paragraph.split():
                if len(line) + len(word) > WIDTH:
                    yield line
                    line = ""
                line = f"{line} {word}".strip()
            if line:
                yield line


if __name__ == "__main__":
    if len(sys.argv) > 2:
        read(sys.argv[1], list(map(Path, sys.argv[2:])))
    else:
        for name, figure in rows():
            print(f"{name:70}  {figure}")
