"""The decree on office work and its appendices as Word files: what comes of `.doc` is what comes of `.docx`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Indel

from cancu.extractors.discover import load
from cancu.extractors.registry import extract
from cancu.pipeline.config import Config
from cancu.pipeline.text import assemble
from quality.measure import Measure


def measures(data: Path) -> Iterator[Measure]:
    for old in sorted((data / "office").glob("*.doc")):
        here, there = _words(old), _words(old.with_suffix(".docx"))
        total = len(here) + len(there)
        yield Measure(f"office: {old.stem} doc = docx", total - Indel.distance(here, there), total)


def _words(path: Path) -> str:
    config = Config()
    return " ".join(assemble(extract(load(path, config), config)).value.split())
