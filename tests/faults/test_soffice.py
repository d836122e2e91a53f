"""LibreOffice that crashes, hangs, chatters, writes nothing or too much, or is not there: stand-ins on the path."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.extractors import registry
from cancu.extractors.office import libreoffice as office
from cancu.extractors.sniff import ODT
from cancu.pipeline.config import Config
from cancu.pipeline.errors import CancuError, DamagedFile, ExtractionError, MissingTool
from cancu.pipeline.model import Source
from samples import package

OUT = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; out="$2/given.docx"'


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """A file that only LibreOffice reads, with an empty path for programs."""
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "mkdir", "dd", "sleep"):
        (tmp_path / "bin" / tool).symlink_to(f"/bin/{tool}")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return Source(tmp_path / "a.odt", package.odt("Kế hoạch"), "", ODT)


def put(folder: Path, script: str) -> None:
    path = folder / "bin" / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("kill -SEGV $$", DamagedFile),
        ("kill -KILL $$", DamagedFile),
        ("exit 77", DamagedFile),
        (r"printf 'h\364ng \377\n' >&2; exit 1", DamagedFile),
        ("exit 0", DamagedFile),
        (f'{OUT}; echo garbage > "$out"', DamagedFile),
        (f'{OUT}; : > "$out"', DamagedFile),
        (f'{OUT}; mkdir "$out"', DamagedFile),
        (f'{OUT}; exec dd if=/dev/zero of="$out" bs=1M count=1 seek=2000', ExtractionError),
        ("sleep 3600", ExtractionError),
        ("while :; do echo chatter; echo chatter >&2; done", ExtractionError),
    ],
)
def test_an_outcome_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letter: Source, script: str, error: type[CancuError]
) -> None:
    monkeypatch.setattr(office, "_TIMEOUT", 1.0)
    put(tmp_path, script)
    with pytest.raises(error) as caught:
        registry.extract(letter, Config(isolate=False))
    assert str(caught.value).startswith(f"{letter.path}: ")
    assert len(str(caught.value).splitlines()) == 1


def test_without_libreoffice(letter: Source) -> None:
    with pytest.raises(MissingTool, match="install LibreOffice"):
        registry.extract(letter, Config(isolate=False))
