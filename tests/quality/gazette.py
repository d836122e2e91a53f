"""PDFs of the gazette, born digital, against another reading of them.

For two of them that is the text that came with them, by a program of the publisher's. For the others it is what
pdfminer, which shares nothing with pdfium, reads from the same file in the order it was written.

Running heads, page numbers and the text of electronic signatures are no part of a document and come off the other
reading too, by what they are: a line that stands there once for each page (two may be lost) with a number in it or
beside it that changes, those numbers, and the lines that label who signed electronically and when.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from rapidfuzz.distance import LCSseq

from cancu.extractors.pdf.pages import Pdf
from cancu.extractors.sniff import PDF
from cancu.pipeline import symbol
from cancu.pipeline.config import Config
from cancu.pipeline.model import Page, Record, Source
from cancu.pipeline.text import assemble
from quality import shared
from quality.measure import Measure
from quality.shared import Json

_SIGNED = re.compile(r"(?:Người ký|Ký bởi|Email|Cơ quan|Tổ chức|Chức vụ|Thời gian ký|Ngày ký|Giờ ký)\s*: .*")
_NUMBER = re.compile(r"\d{1,4}")
_NUMBER_APART = re.compile(r"(?:\d{1,4}\s)?(.*?)(?:\s\d{1,4})?")
_MOST = 30  # pages that pdfminer reads: it takes a tenth of a second each


def measures(data: Path) -> Iterator[Measure]:
    twins = {row["id"]: row["text"] for row in shared.rows(data / "gazette" / "documents.jsonl.gz")}
    misses: dict[str, list[str]] = {"number": [], "kind": [], "date": []}
    left: list[str] = []
    count = pages_read = 0
    for path in sorted((data / "gazette" / "pdf").glob("*.pdf")):
        name, _, slug = path.stem.partition("__")
        pages = _pages(path)
        other = twins.get(name) or _witness(path)
        compared = pages if name in twins else pages[:_MOST]
        count, pages_read = count + 1, pages_read + len(pages)
        record = shared.tagged(assemble(pages).value)
        misses["number"] += _wrong_number(record, slug)
        title, twin = _without_furniture(other, len(compared))
        left += [f"{name}, page {number}: {title}" for number, page in enumerate(pages, 1) if title in page.text]
        yield _agreement(name, " ".join(page.text for page in compared), twin)
        for field, wrong in _differences(name, record, shared.tagged(other)):
            misses[field].append(wrong)
    for field, wrong in misses.items():
        yield Measure(f"gazette: {field}", count - len(wrong), count, tuple(wrong))
    yield Measure("gazette: pages without running head", pages_read - len(left), pages_read, tuple(left))


def _pages(path: Path) -> tuple[Page, ...]:
    return Pdf(Config()).extract(Source(path, path.read_bytes(), "", PDF))


def _witness(path: Path) -> str:
    """What pdfminer reads."""
    pieces: list[str] = []
    with pdfplumber.open(path) as document:
        for page in document.pages[:_MOST]:
            for before, char in zip([None, *page.chars], page.chars, strict=False):
                pieces += _between(before, char) if before else "\n", char["text"]
            page.close()
    return "".join(pieces)


def _between(before: Json, char: Json) -> str:
    """A new line wherever the base line changes; the letters of turned pages run down."""
    across = (char["x0"] - before["x1"], char["bottom"] - before["bottom"])
    down = (max(char["top"] - before["bottom"], before["top"] - char["bottom"]), char["x1"] - before["x1"])
    gap, step = across if char["upright"] else down
    if abs(step) > 0.5 * char["size"] or before["upright"] != char["upright"]:
        return "\n"
    return " " if gap > 0.2 * char["size"] else ""


def _without_furniture(text: str, pages: int) -> tuple[str, str]:
    """The running head, and the text without it, page numbers and electronic signatures."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    around = list(zip(lines, ["", *lines], [*lines[1:], ""], strict=False))
    heads: dict[str, set[str]] = {}
    for line, above, below in around:
        title = _without_number(line)
        numbers = [line.replace(title, "")] if line != title else [above, below]
        heads.setdefault(title, set()).update(number.strip() for number in numbers if _NUMBER.fullmatch(number.strip()))
    counts = Counter(map(_without_number, lines))
    least = max(2, pages - 2)
    (title,) = (title for title, count in counts.items() if least <= count <= pages and len(heads[title]) >= least)
    kept = [
        line
        for line, above, below in around
        if not (
            _without_number(line) == title
            or (_NUMBER.fullmatch(line) and title in (_without_number(above), _without_number(below)))
            or _SIGNED.fullmatch(line)
        )
    ]
    return title, "\n".join(kept)


def _without_number(line: str) -> str:
    match = _NUMBER_APART.fullmatch(line)
    return match[1].strip() or line if match else line


def _agreement(name: str, text: str, other: str) -> Measure:
    """Characters in common, in order, blank space and the bars of tables made even."""
    one, two = _even(text.replace("|", " ")), _even(other)
    common = LCSseq.similarity(one, two)
    return Measure(f"gazette: {name} text", 2 * common, len(one) + len(two))


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _wrong_number(record: Record, slug: str) -> Iterator[str]:
    """The address of the page on the web has the number, without strokes and marks."""
    number = record.number.canonical if record.number else ""
    if symbol.compact(slug) != symbol.compact(number):
        yield f"{slug}: {number!r}"


def _differences(name: str, record: Record, other: Record) -> Iterator[tuple[str, str]]:
    kinds = [found.kind.name if found.kind else None for found in (record, other)]
    dates = [found.date.iso if found.date else None for found in (record, other)]
    for field, (one, two) in {"kind": kinds, "date": dates}.items():
        if one != two:
            yield field, f"{name}: {one!r}, not {two!r}"
