"""What several tests of extractors use."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def legacy_fonts() -> ModuleType:
    """The script that makes fonts and files of the 1990s: `corpus/legacy_fonts.py`."""
    path = Path(__file__).parents[2] / "corpus" / "legacy_fonts.py"
    spec = importlib.util.spec_from_file_location("legacy_fonts", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look for it there
    spec.loader.exec_module(module)
    return module
