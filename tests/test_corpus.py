"""The corpus: what the script makes is what is committed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageStat

from cancu.extractors.discover import load
from cancu.extractors.registry import extract
from cancu.pipeline.config import Config
from cancu.pipeline.model import Method


def pictures(path: Path) -> list[tuple[int, int, int]]:
    """Of each page: width and height of its picture, and how much of it is ink, in whole per cent."""
    if path.suffix == ".pdf":
        with closing(pypdfium2.PdfDocument(path)) as document:
            pages = [page.render(scale=1, grayscale=True).to_pil() for page in document]
    else:
        with Image.open(path) as image:
            pages = [image.convert("L")]
    inks = [round(100 - ImageStat.Stat(page).mean[0] / 2.55) for page in pages]
    return [(page.width, page.height, ink) for page, ink in zip(pages, inks, strict=True)]


@pytest.mark.tool("fonts-liberation2")
def test_typesetting_gives_the_committed_text(root: Path, tmp_path: Path) -> None:
    """Bytes may differ with the versions of fonts and libraries; the words on each page may not."""
    corpus = root / "corpus"
    shutil.copytree(corpus / "plans", tmp_path / "plans")
    shutil.copy(corpus / "typeset.py", tmp_path)
    subprocess.run([sys.executable, tmp_path / "typeset.py"], check=True)
    made = sorted((tmp_path / "typeset").glob("*.pdf"))
    assert [path.name for path in made] == [path.name for path in sorted((corpus / "typeset").glob("*.pdf"))]
    for path in made:
        truth = Path("truth") / f"{path.stem}.json"
        assert (tmp_path / truth).read_text("utf-8") == (corpus / truth).read_text("utf-8")
        assert [page.text for page in extract(load(path, Config()), Config())] == [
            page.text for page in extract(load(corpus / "typeset" / path.name, Config()), Config())
        ]


@pytest.mark.tool("fonts-liberation2")
def test_scanning_gives_the_committed_pictures(root: Path, tmp_path: Path) -> None:
    corpus = root / "corpus"
    copy = tmp_path / "corpus"
    shutil.copytree(corpus, copy, ignore=shutil.ignore_patterns("scans", "pages", "__pycache__"))
    subprocess.run([sys.executable, copy / "scanned.py", "office-200"], check=True)
    for folder in ("scans", "pages"):
        made = sorted((copy / folder).iterdir())
        assert [path.name for path in made] == [path.name for path in sorted((corpus / folder).iterdir())]
        for path in made:
            assert pictures(path) == pictures(corpus / folder / path.name)
    assert len(list((tmp_path / "build" / "scans").rglob("*.png"))) == 8


def test_truth_says_where_what_is_printed(root: Path) -> None:
    """Every block of a page is within it, and its words are in the text layer, one for one."""
    for path in sorted((root / "corpus" / "truth").glob("*.json")):
        pages = json.loads(path.read_text("utf-8"))
        with closing(pypdfium2.PdfDocument(root / "corpus" / "typeset" / f"{path.stem}.pdf")) as document:
            layers = [page.get_textpage().get_text_range() for page in document]
        for blocks, layer in zip(pages, layers, strict=True):
            printed = Counter(word for block in blocks for word in block["text"].split())
            assert printed == Counter(layer.split())
            assert all(0 <= edge <= 1 for block in blocks for edge in block["box"])


def test_typeset_pages_have_text_layers(root: Path) -> None:
    for path in sorted((root / "corpus" / "typeset").glob("*.pdf")):
        assert {page.method for page in extract(load(path, Config()), Config())} == {Method.TEXT_LAYER}
