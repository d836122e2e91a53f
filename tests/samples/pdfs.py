"""PDFs that tests make."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from cancu.extractors.sniff import PDF
from cancu.pipeline.model import Source

A4 = (595.0, 842.0)
Draw = Callable[[Canvas], object]


def source(data: bytes, name: str = "a.pdf") -> Source:
    return Source(Path(name), data, hashlib.sha256(data).hexdigest(), PDF)


def pdf(*draws: Draw, size: tuple[float, float] = A4, encrypt: object = None) -> bytes:
    """A page for each of `draws`."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1, encrypt=encrypt)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(text: str, step: float = 15, top: float = 780, left: float = 80) -> Draw:
    """Lines of text, `top` and `left` in points from the lower left corner."""

    def draw(canvas: Canvas) -> None:
        block = canvas.beginText(left, top)
        block.setLeading(step)
        block.textLines(text)
        canvas.drawText(block)

    return draw


def together(*draws: Draw) -> Draw:
    return lambda canvas: [draw(canvas) for draw in draws]


def table(
    rows: Sequence[Sequence[str]], *style: tuple[object, ...], top: float = 700, left: float = 80, rules: bool = True
) -> Draw:
    """A table, ruled or not; `style` as reportlab has it."""

    def draw(canvas: Canvas) -> None:
        grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if rules else []
        made = Table([list(row) for row in rows], style=[*grid, *style])
        _, height = made.wrapOn(canvas, 500, 700)
        made.drawOn(canvas, left, top - height)

    return draw
