"""The corpus: what the script makes is what is committed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageStat

from cancu.extractors.discover import load
from cancu.extractors.registry import extract
from cancu.pipeline.config import Config
from cancu.pipeline.model import Method


def page_images(scan: Path) -> list[tuple[int, int, int]]:
    """Of each page: width and height of its picture, and how much of it is ink, in whole per cent."""
    with closing(pypdfium2.PdfDocument(scan)) as document:
        pictures = [page.render(scale=1, grayscale=True).to_pil() for page in document]
    inks = [round(100 - ImageStat.Stat(picture).mean[0] / 2.55) for picture in pictures]
    return [(picture.width, picture.height, ink) for picture, ink in zip(pictures, inks, strict=True)]


@pytest.mark.tool("fonts-liberation2")
def test_typesetting_gives_the_committed_text(root: Path, tmp_path: Path) -> None:
    """Bytes may differ with the versions of fonts and libraries; the words on each page may not."""
    shutil.copytree(root / "corpus" / "plans", tmp_path / "plans")
    shutil.copy(root / "corpus" / "typeset.py", tmp_path)
    subprocess.run([sys.executable, tmp_path / "typeset.py", "000"], check=True)
    (made,) = (tmp_path / "typeset").glob("*.pdf")
    committed = root / "corpus" / "typeset" / made.name
    assert [page.text for page in extract(load(made, Config()), Config())] == [
        page.text for page in extract(load(committed, Config()), Config())
    ]
    (scan,) = (tmp_path / "scans").glob("*.pdf")
    committed_scan = root / "corpus" / "scans" / scan.name
    assert page_images(scan) == page_images(committed_scan)


def test_typeset_pages_have_text_layers(root: Path) -> None:
    for path in sorted((root / "corpus" / "typeset").glob("*.pdf")):
        assert {page.method for page in extract(load(path, Config()), Config())} == {Method.TEXT_LAYER}
