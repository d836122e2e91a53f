"""OCR of whole pages against bare Tesseract: the same pictures, model and run, one after the other."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2
import tesserocr
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from cancu.extractors.ocr import models
from cancu.extractors.ocr.page import recognise
from cancu.pipeline.config import Config
from cancu.pipeline.model import Source

ROOT = Path(__file__).resolve().parents[1]
SCANS = ("clean 300", "office 200", "everything 300")


def rows() -> Iterator[tuple[str, str]]:
    """Pages per CPU-second, and how many times that is bare Tesseract's."""
    tesseract = tesserocr.PyTessBaseAPI(path=str(models.find(Config())), lang="vie", psm=tesserocr.PSM.AUTO)
    _compare([Image.new("L", (600, 800), 255)], tesseract)  # loads both
    for condition, pages in (*_generated(), ("real scans", list(_real()))):
        if not pages:
            print(f"CANCU_DATA names no folder: OCR of {condition} is NOT measured")
            continue
        own, bare = _compare(pages, tesseract)
        yield f"OCR of {len(pages)} pages, {condition}, pages per CPU-second", f"{len(pages) / own:.2f}"
        yield f"OCR of {len(pages)} pages, {condition}, times as fast as bare Tesseract", f"{bare / own:.2f}"


def _generated() -> Iterator[tuple[str, list[Image.Image]]]:
    sys.path.insert(0, str(ROOT / "corpus"))
    import scanned

    for condition in scanned.CONDITIONS:
        if (name := f"{condition.name} {condition.dpi}") in SCANS:
            yield f"{name} dpi", [scanned.load(sheet, condition) for sheet in scanned.SHEETS]


def _real() -> Iterator[Image.Image]:
    """The pictures in the PDFs, a page each, as they were scanned."""
    for path in sorted((Path(os.environ.get("CANCU_DATA") or "/nonexistent") / "scans").glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                picture = next(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
                image = picture.get_bitmap(render=False).to_pil()
                dpi = image.width * 72 / page.get_width()
                image.info["dpi"] = (dpi, dpi)
                yield image


def _compare(pages: Iterable[Image.Image], tesseract: tesserocr.PyTessBaseAPI) -> tuple[float, float]:
    """CPU seconds, ours and theirs."""
    source, config = Source(Path("page.png"), b"", "0" * 64, "image/png"), Config()
    own, bare = 0.0, 0.0
    for page in pages:
        start = time.process_time()
        tesseract.SetImage(page)
        tesseract.GetUTF8Text()
        middle = time.process_time()
        recognise(page, 1, source, config)
        bare += middle - start
        own += time.process_time() - middle
    return own, bare


if __name__ == "__main__":
    for name, figure in rows():
        print(f"{name:60}  {figure}")
