"""The corpus: what the script makes is what is committed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cancu.extractors.discover import load
from cancu.extractors.registry import extract
from cancu.pipeline.config import Config
from cancu.pipeline.model import Method


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
    assert scan.stat().st_size > 100_000


def test_typeset_pages_have_text_layers(root: Path) -> None:
    for path in sorted((root / "corpus" / "typeset").glob("*.pdf")):
        assert {page.method for page in extract(load(path, Config()), Config())} == {Method.TEXT_LAYER}
