"""Tests that need a program that is not pip's say so with `@pytest.mark.tool(...)`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS: dict[str, Callable[[], bool]] = {
    "fonts-liberation2": lambda: Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf").is_file(),
    "git": lambda: shutil.which("git") is not None,
    "soffice": lambda: shutil.which("soffice") is not None,
    "make": lambda: shutil.which("make") is not None,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without its tool a test is skipped loudly for a person, and fails where everything has to be there."""
    for mark in item.iter_markers("tool"):
        name = mark.args[0]
        if not TOOLS[name]():
            hint = f"{name} is missing: run `make system`"
            if os.environ.get("CI") == "true":
                pytest.fail(hint)
            pytest.skip(hint)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def plans() -> tuple[Path, ...]:
    """The five plans as text."""
    return tuple(sorted((ROOT / "corpus" / "plans").glob("*.txt")))
