"""Processes that are not ours to wait for."""

from __future__ import annotations

import os
from pathlib import Path


def is_running(process: int) -> bool:
    """A zombie runs no more."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def await_end(process: int) -> None:
    """Signals arrive when the system comes to it."""
    while is_running(process):
        os.sched_yield()
